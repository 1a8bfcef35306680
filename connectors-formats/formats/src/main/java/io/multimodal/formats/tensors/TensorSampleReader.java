// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tensors;

import io.multimodal.formats.spi.Sample;
import io.multimodal.formats.spi.SampleField;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.media.tensor.file.FileTensor;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.data.StringData;

/** Reads the index of a file when it begins. Its position counts tensors. */
final class TensorSampleReader implements SampleReader {
    private final TensorColumns columns;
    private final int width;
    private final List<FileTensor> tensors;
    private int next;

    /**
     * @param width how many columns there are
     */
    TensorSampleReader(TensorFileKind kind, SampleInput file, TensorColumns columns, int width)
            throws IOException {
        this.columns = columns;
        this.width = width;
        this.next = Math.toIntExact(file.position());
        this.tensors =
                kind.read(new FileSystemHandle(new Path(URI.create(file.uri())), file.sizeBytes()));
    }

    @Override
    public Sample next() throws IOException {
        if (next >= tensors.size()) {
            return null;
        }
        FileTensor tensor = tensors.get(next);
        next++;
        SampleField[] fields = new SampleField[width];
        if (columns.name() != TensorColumns.NONE) {
            fields[columns.name()] = new SampleField.Value(StringData.fromString(tensor.name()));
        }
        if (columns.tensor() != TensorColumns.NONE) {
            fields[columns.tensor()] = field(tensor);
        }
        return Sample.of(tensor.name(), Arrays.asList(fields), next);
    }

    /** A tensor that cannot be read fails when it is opened, and alone. */
    private static SampleField field(FileTensor tensor) throws IOException {
        Optional<FileTensor.Place> place;
        try {
            place = tensor.place();
        } catch (MediaException e) {
            place = Optional.empty();
        }
        return place.<SampleField>map(
                        in -> new SampleField.Range(in.prefix(), in.offset(), in.sizeBytes()))
                .orElseGet(() -> new SampleField.Content(tensor::open));
    }
}
