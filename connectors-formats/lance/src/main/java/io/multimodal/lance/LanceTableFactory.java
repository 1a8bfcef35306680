// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import io.multimodal.types.config.MultimodalOptions;
import java.util.Set;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.RowType;

/** Finds {@code 'connector' = 'lance'}. */
public final class LanceTableFactory implements DynamicTableSourceFactory, DynamicTableSinkFactory {
    /** The word in {@code 'connector' = '…'}. */
    public static final String IDENTIFIER = "lance";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(LanceOptions.PATH);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(
                LanceOptions.BATCH_ROWS,
                LanceOptions.STORAGE,
                FactoryUtil.SOURCE_PARALLELISM,
                FactoryUtil.SINK_PARALLELISM);
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        ReadableConfig options = options(context);
        if (context.getConfiguration().get(ExecutionOptions.RUNTIME_MODE)
                != RuntimeExecutionMode.BATCH) {
            throw new ValidationException(
                    "The table %s of the connector 'lance' is read by batch jobs; SET 'execution.runtime-mode' = 'batch'"
                            .formatted(context.getObjectIdentifier().asSummaryString()));
        }
        return new LanceTableSource(
                table(options),
                MultimodalOptions.resolve(context.getConfiguration()),
                options.get(LanceOptions.BATCH_ROWS),
                options.getOptional(FactoryUtil.SOURCE_PARALLELISM).orElse(null),
                row(context));
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        ReadableConfig options = options(context);
        RowType row = row(context);
        LanceSchema.check(row);
        return new LanceTableSink(
                new LanceSink(
                        table(options), MultimodalOptions.resolve(context.getConfiguration()), row),
                options.getOptional(FactoryUtil.SINK_PARALLELISM).orElse(null));
    }

    private ReadableConfig options(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        int batch = helper.getOptions().get(LanceOptions.BATCH_ROWS);
        if (batch < 1) {
            throw new ValidationException(
                    "'%s' is %d; it is at least 1".formatted(LanceOptions.BATCH_ROWS.key(), batch));
        }
        return helper.getOptions();
    }

    private static LanceTable table(ReadableConfig options) {
        return new LanceTable(options.get(LanceOptions.PATH), options.get(LanceOptions.STORAGE));
    }

    private static RowType row(Context context) {
        return (RowType) context.getPhysicalRowDataType().getLogicalType();
    }
}
