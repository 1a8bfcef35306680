// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.types.config.MultimodalConfig;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.table.data.RowData;

/** Reads shards whole, each by one reader. */
public final class WebDatasetBulkFormat implements BulkFormat<RowData, FileSourceSplit> {
    private static final long serialVersionUID = 1L;

    private final MultimodalConfig config;
    private final List<MemberColumn> columns;
    private final boolean inPlace;
    private final TypeInformation<RowData> produced;

    public WebDatasetBulkFormat(
            MultimodalConfig config,
            List<MemberColumn> columns,
            boolean inPlace,
            TypeInformation<RowData> produced) {
        this.config = config;
        this.columns = columns;
        this.inPlace = inPlace;
        this.produced = produced;
    }

    @Override
    public BulkFormat.Reader<RowData> createReader(Configuration options, FileSourceSplit split)
            throws IOException {
        return new ShardReader(config, columns, inPlace, split, 0);
    }

    @Override
    public BulkFormat.Reader<RowData> restoreReader(Configuration options, FileSourceSplit split)
            throws IOException {
        CheckpointedPosition position = split.getReaderPosition().orElseThrow();
        return new ShardReader(config, columns, inPlace, split, position.getOffset());
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
