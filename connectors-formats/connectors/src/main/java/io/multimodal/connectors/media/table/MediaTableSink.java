// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.connectors.media.sink.MediaFileSink;
import io.multimodal.connectors.media.sink.RowFile;
import io.multimodal.connectors.media.sink.SinkSpec;
import io.multimodal.types.signature.VouchedReferences;
import java.util.Map;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.connector.sink.abilities.SupportsOverwrite;
import org.apache.flink.table.connector.sink.abilities.SupportsPartitioning;
import org.apache.flink.table.data.RowData;

/**
 * Writes the media of rows as files. References stay within this product: they are read here, and
 * not handed to others.
 */
final class MediaTableSink
        implements DynamicTableSink, SupportsPartitioning, SupportsOverwrite, VouchedReferences {
    private final SinkSpec spec;
    private final RowFile<RowData> rows;
    private final Integer parallelism;

    /**
     * @param parallelism null for the one of the job
     */
    MediaTableSink(SinkSpec spec, RowFile<RowData> rows, Integer parallelism) {
        this.spec = spec;
        this.rows = rows;
        this.parallelism = parallelism;
    }

    /** The planner refuses queries that update rows. */
    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
        return ChangelogMode.insertOnly();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        return SinkV2Provider.of(new MediaFileSink<>(spec, rows), parallelism);
    }

    /** The columns of a static partition are part of the rows, too. */
    @Override
    public void applyStaticPartition(Map<String, String> partition) {}

    @Override
    public void applyOverwrite(boolean overwrite) {
        if (overwrite) {
            throw new ValidationException(
                    "INSERT OVERWRITE would have to remove the files of a 'media' table, which it does not; use INSERT INTO with 'sink.overwrite' = 'replace', which writes over single files");
        }
    }

    @Override
    public DynamicTableSink copy() {
        return new MediaTableSink(spec, rows, parallelism);
    }

    @Override
    public String asSummaryString() {
        return "media(" + spec.template() + ")";
    }
}
