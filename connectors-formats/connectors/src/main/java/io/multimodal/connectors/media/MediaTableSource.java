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
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/**
 * A scan of a folder: the medium in each file, then the metadata that was asked for. Where nobody
 * asks for the medium, the files are listed and not opened.
 */
final class MediaTableSource
        implements ScanTableSource, SupportsReadingMetadata, SupportsProjectionPushDown {
    private final MultimodalConfig config;
    private final MediaKind kind;
    private final Taking taking;
    private final String path;
    private final String glob;
    private final Optional<Duration> monitorInterval;
    private DataType producedType;
    private boolean mediumAskedFor = true;
    private List<MetadataColumn> metadata = List.of();

    MediaTableSource(
            MultimodalConfig config,
            MediaKind kind,
            Taking taking,
            String path,
            String glob,
            Optional<Duration> monitorInterval,
            DataType producedType) {
        this.config = config;
        this.kind = kind;
        this.taking = taking;
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
                        config,
                        kind,
                        mediumAskedFor ? taking : Taking.LISTED_ONLY,
                        path,
                        glob,
                        monitorInterval,
                        rowOf(kind, mediumAskedFor, metadata),
                        type));
    }

    /** Static, so that what is shipped holds the columns alone. */
    private static MediaRows.RowOf<RowData> rowOf(
            MediaKind kind, boolean withMedium, List<MetadataColumn> metadata) {
        List<MetadataColumn> columns = List.copyOf(metadata);
        int before = withMedium ? 1 : 0;
        return (file, value) -> {
            GenericRowData row = new GenericRowData(before + columns.size());
            if (withMedium) {
                row.setField(0, kind.toRowData(value));
            }
            for (int i = 0; i < columns.size(); i++) {
                row.setField(before + i, columns.get(i).of(file));
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
    public boolean supportsNestedProjection() {
        return false;
    }

    /** The one physical column is the medium. */
    @Override
    public void applyProjection(int[][] projectedFields, DataType newProducedType) {
        mediumAskedFor = projectedFields.length > 0;
        producedType = newProducedType;
    }

    @Override
    public DynamicTableSource copy() {
        MediaTableSource copy =
                new MediaTableSource(
                        config, kind, taking, path, glob, monitorInterval, producedType);
        copy.mediumAskedFor = mediumAskedFor;
        copy.metadata = metadata;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "media(" + path + ")";
    }
}
