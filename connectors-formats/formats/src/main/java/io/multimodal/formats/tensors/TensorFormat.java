// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tensors;

import io.multimodal.formats.spi.ContainerFormat;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.formats.spi.SampleWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Files of several tensors. */
record TensorFormat(TensorFileKind kind) implements ContainerFormat {
    private static final long serialVersionUID = 1L;

    @Override
    public void checkRead(List<SampleColumn> columns) {
        TensorColumns.check(columns, false, kind.format());
    }

    @Override
    public SampleReader reader(SampleInput file, List<SampleColumn> columns) throws IOException {
        return new TensorSampleReader(kind, file, TensorColumns.of(columns), columns.size());
    }

    @Override
    public void checkWritten(List<SampleColumn> columns) {
        TensorColumns.check(columns, true, kind.format());
    }

    @Override
    public SampleWriter writer(OutputStream file, List<SampleColumn> columns) {
        return new TensorWriter(kind, file, TensorColumns.of(columns));
    }
}
