// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.types.MultimodalConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** A scan of a folder: the medium in each file, then the metadata that was asked for. */
final class MediaTableSource implements ScanTableSource, SupportsReadingMetadata {
    private final MultimodalConfig config;
    private final MediaKind kind;
    private final String path;
    private final String glob;
    private final Optional<Duration> monitorInterval;
    private DataType producedType;
    private List<MetadataColumn> metadata = List.of();

    MediaTableSource(
            MultimodalConfig config,
            MediaKind kind,
            String path,
            String glob,
            Optional<Duration> monitorInterval,
            DataType producedType) {
        this.config = config;
        this.kind = kind;
        this.path = path;
        this.glob = glob;
        this.monitorInterval = monitorInterval;
        this.producedType = producedType;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        TypeInformation<RowData> type = context.createTypeInformation(producedType);
        return SourceProvider.of(
                MediaSource.of(
                        config, kind, path, glob, monitorInterval, rowOf(kind, metadata), type));
    }

    /** Static, so that what is shipped holds the columns alone. */
    private static WholeFileFormat.RowOf<RowData> rowOf(
            MediaKind kind, List<MetadataColumn> metadata) {
        List<MetadataColumn> columns = List.copyOf(metadata);
        return (file, value) -> {
            GenericRowData row = new GenericRowData(1 + columns.size());
            row.setField(0, kind.toRowData(value));
            for (int i = 0; i < columns.size(); i++) {
                row.setField(1 + i, columns.get(i).of(file));
            }
            return row;
        };
    }

    @Override
    public Map<String, DataType> listReadableMetadata() {
        return MetadataColumn.all();
    }

    @Override
    public void applyReadableMetadata(List<String> keys, DataType newProducedType) {
        metadata = keys.stream().map(MetadataColumn::ofKey).toList();
        producedType = newProducedType;
    }

    @Override
    public DynamicTableSource copy() {
        MediaTableSource copy =
                new MediaTableSource(config, kind, path, glob, monitorInterval, producedType);
        copy.metadata = metadata;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "media(" + path + ")";
    }
}
