// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.types.config.MultimodalConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/** Reads rows of another schema and maps them. */
final class MappedDeserialization implements DeserializationSchema<RowData> {
    private static final long serialVersionUID = 1L;

    private final DeserializationSchema<RowData> inner;
    private final MappedRows rows;
    private final TypeInformation<RowData> type;

    MappedDeserialization(
            DeserializationSchema<RowData> inner, MappedRows rows, TypeInformation<RowData> type) {
        this.inner = inner;
        this.rows = rows;
        this.type = type;
    }

    @Override
    public void open(InitializationContext context) throws Exception {
        inner.open(context);
        rows.open(context.getMetricGroup().getAllVariables().get(MultimodalConfig.JOB_NAME), "");
    }

    @Override
    public RowData deserialize(byte[] message) throws IOException {
        return rows.of(inner.deserialize(message));
    }

    @Override
    public void deserialize(byte[] message, Collector<RowData> out) throws IOException {
        try {
            inner.deserialize(message, new MappingCollector(out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** No row that {@link #deserialize} gives ends a stream in the formats that there are. */
    @Override
    public boolean isEndOfStream(RowData row) {
        return false;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return type;
    }

    /** Maps rows on their way. */
    private final class MappingCollector implements Collector<RowData> {
        private final Collector<RowData> out;

        MappingCollector(Collector<RowData> out) {
            this.out = out;
        }

        @Override
        public void collect(RowData row) {
            out.collect(rows.unchecked(row));
        }

        @Override
        public void close() {
            out.close();
        }
    }
}
