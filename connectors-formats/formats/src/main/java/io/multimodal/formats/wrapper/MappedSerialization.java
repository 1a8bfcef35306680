// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.types.config.MultimodalConfig;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.data.RowData;

/** Maps rows and writes them with another schema. */
final class MappedSerialization implements SerializationSchema<RowData> {
    private static final long serialVersionUID = 1L;

    private final SerializationSchema<RowData> inner;
    private final MappedRows rows;

    MappedSerialization(SerializationSchema<RowData> inner, MappedRows rows) {
        this.inner = inner;
        this.rows = rows;
    }

    @Override
    public void open(InitializationContext context) throws Exception {
        inner.open(context);
        rows.open(context.getMetricGroup().getAllVariables().get(MultimodalConfig.JOB_NAME), "");
    }

    @Override
    public byte[] serialize(RowData row) {
        return inner.serialize(rows.unchecked(row));
    }
}
