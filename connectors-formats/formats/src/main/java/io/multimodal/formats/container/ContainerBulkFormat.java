// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import io.multimodal.formats.spi.SampleColumn;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.table.data.RowData;

/** Reads files of samples whole, each by one reader. */
final class ContainerBulkFormat implements BulkFormat<RowData, FileSourceSplit> {
    private static final long serialVersionUID = 1L;

    private final ContainerSettings settings;
    private final List<SampleColumn> columns;
    private final WantedValues wanted;
    private final boolean inPlace;
    private final TypeInformation<RowData> produced;

    ContainerBulkFormat(
            ContainerSettings settings,
            List<SampleColumn> columns,
            WantedValues wanted,
            boolean inPlace,
            TypeInformation<RowData> produced) {
        this.settings = settings;
        this.columns = columns;
        this.wanted = wanted;
        this.inPlace = inPlace;
        this.produced = produced;
    }

    @Override
    public BulkFormat.Reader<RowData> createReader(Configuration options, FileSourceSplit split)
            throws IOException {
        return new ContainerReader(settings, columns, wanted, inPlace, split, 0);
    }

    @Override
    public BulkFormat.Reader<RowData> restoreReader(Configuration options, FileSourceSplit split)
            throws IOException {
        CheckpointedPosition position = split.getReaderPosition().orElseThrow();
        return new ContainerReader(settings, columns, wanted, inPlace, split, position.getOffset());
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return produced;
    }
}
