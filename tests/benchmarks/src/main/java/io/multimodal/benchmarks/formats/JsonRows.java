// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.formats;

import io.multimodal.formats.wrapper.MultimodalFormatFactory;
import io.multimodal.formats.wrapper.ReferenceForm;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.formats.json.JsonFormatFactory;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.SerializationFormatFactory;
import org.apache.flink.table.runtime.connector.sink.SinkRuntimeProviderContext;
import org.apache.flink.table.runtime.connector.source.ScanRuntimeProviderContext;
import org.apache.flink.table.types.DataType;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

/** Rows as JSON, as the tasks of a job write and read them. */
record JsonRows(SerializationSchema<RowData> writer, DeserializationSchema<RowData> reader) {
    /** By Flink's format. */
    static JsonRows plain(DataType rows) throws Exception {
        return of(new JsonFormatFactory(), new JsonFormatFactory(), rows, new Configuration());
    }

    /** By the format around it. */
    static JsonRows wrapped(DataType rows, ReferenceForm form) throws Exception {
        MultimodalFormatFactory factory = new MultimodalFormatFactory();
        return of(
                factory,
                factory,
                rows,
                Configuration.fromMap(Map.of("format", "json", "reference", form.toString())));
    }

    private static JsonRows of(
            SerializationFormatFactory written,
            DeserializationFormatFactory read,
            DataType rows,
            Configuration options)
            throws Exception {
        DynamicTableFactory.Context context =
                new FactoryUtil.DefaultDynamicTableContext(
                        ObjectIdentifier.of("c", "d", "t"),
                        new ResolvedCatalogTable(
                                CatalogTable.newBuilder()
                                        .schema(Schema.newBuilder().fromRowDataType(rows).build())
                                        .build(),
                                ResolvedSchema.of(List.of())),
                        Map.of(),
                        new Configuration(),
                        JsonRows.class.getClassLoader(),
                        true);
        SerializationSchema<RowData> writer =
                written.createEncodingFormat(context, options)
                        .createRuntimeEncoder(new SinkRuntimeProviderContext(true), rows);
        DeserializationSchema<RowData> reader =
                read.createDecodingFormat(context, options)
                        .createRuntimeDecoder(ScanRuntimeProviderContext.INSTANCE, rows);
        Task task = new Task();
        writer.open(task);
        reader.open(task);
        return new JsonRows(writer, reader);
    }

    byte[][] write(RowData[] rows) {
        byte[][] written = new byte[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            written[i] = writer.serialize(rows[i]);
        }
        return written;
    }

    RowData[] read(byte[][] written) throws Exception {
        RowData[] rows = new RowData[written.length];
        for (int i = 0; i < written.length; i++) {
            rows[i] = reader.deserialize(written[i]);
        }
        return rows;
    }

    private static final class Task
            implements SerializationSchema.InitializationContext,
                    DeserializationSchema.InitializationContext {
        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(JsonRows.class.getClassLoader());
        }
    }
}
