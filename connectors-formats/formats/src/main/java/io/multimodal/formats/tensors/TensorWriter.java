// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tensors;

import io.multimodal.formats.spi.SampleValues;
import io.multimodal.formats.spi.SampleWriter;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the tensors of a file. The header of a {@code .safetensors} file comes first and holds all
 * shapes, so that its tensors are written when it is finished; until then their references are
 * held.
 */
final class TensorWriter implements SampleWriter {
    private static final int BUFFER_BYTES = 1 << 20;

    private final TensorColumns columns;
    private final OutputStream out;
    private final TensorFileKind.Output tensors;

    TensorWriter(TensorFileKind kind, OutputStream file, TensorColumns columns) {
        this.columns = columns;
        this.out = new BufferedOutputStream(file, BUFFER_BYTES);
        this.tensors = kind.write(out);
    }

    @Override
    public void write(SampleValues sample) throws IOException {
        if (sample.isNull(columns.name()) || sample.isNull(columns.tensor())) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "the name or the tensor is NULL, which a file of tensors does not have; leave such rows out with IS NOT NULL");
        }
        tensors.add(sample.text(columns.name()), sample.content(columns.tensor()));
    }

    @Override
    public void finish() throws IOException {
        tensors.finish();
        out.flush();
    }
}
