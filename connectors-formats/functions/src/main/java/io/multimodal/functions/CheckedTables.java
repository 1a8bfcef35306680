// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import io.multimodal.types.check.RowFormats;
import java.util.Map;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * Looks at each table before Flink makes its source or sink, as Flink does without it: a format
 * that knows no media would say so in words of Flink's, or when the job runs.
 */
final class CheckedTables extends OptionlessFactory
        implements DynamicTableSourceFactory, DynamicTableSinkFactory {
    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        return checked(context, FactoryUtil::createDynamicTableSource);
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        return checked(context, FactoryUtil::createDynamicTableSink);
    }

    private static <F, T> T checked(Context context, FlinkTables<F, T> flink) {
        RowFormats.check(
                context.getObjectIdentifier().asSummaryString(),
                context.getCatalogTable().getOptions(),
                context.getCatalogTable().getResolvedSchema(),
                context.getClassLoader());
        return flink.create(
                null,
                context.getObjectIdentifier(),
                context.getCatalogTable(),
                context.getEnrichmentOptions(),
                context.getConfiguration(),
                context.getClassLoader(),
                context.isTemporary());
    }

    /** How Flink makes a source or a sink, by the factory that the table's options name. */
    @FunctionalInterface
    private interface FlinkTables<F, T> {
        T create(
                F preferred,
                ObjectIdentifier table,
                ResolvedCatalogTable definition,
                Map<String, String> enrichment,
                ReadableConfig config,
                ClassLoader classes,
                boolean isTemporary);
    }
}
