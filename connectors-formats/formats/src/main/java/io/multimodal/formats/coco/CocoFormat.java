// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import io.multimodal.formats.spi.ContainerFormat;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.formats.spi.SampleWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Documents of COCO. The columns are fields of an image, and the lists of its annotations.
 *
 * @param maxBytes how much memory the images and annotations of a file may take that is read
 * @param categories names that have the ids from 1 on in files that are written; empty if
 *     categories are numbered by name
 */
record CocoFormat(long maxBytes, List<String> categories) implements ContainerFormat {
    private static final long serialVersionUID = 1L;

    @Override
    public void checkRead(List<SampleColumn> columns) {
        CocoColumns.check(columns);
    }

    @Override
    public boolean mayBeCompressed() {
        return true;
    }

    @Override
    public SampleReader reader(SampleInput file, List<SampleColumn> columns) {
        return new CocoReader(file, CocoColumns.of(columns), maxBytes);
    }

    @Override
    public void checkWritten(List<SampleColumn> columns) {
        CocoColumns.check(columns);
        CocoWrittenColumns.check(columns, !categories.isEmpty());
    }

    @Override
    public SampleWriter writer(OutputStream file, List<SampleColumn> columns) throws IOException {
        return new CocoWriter(file, columns, categories);
    }
}
