// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.web;

import io.multimodal.media.modality.Modalities;
import io.multimodal.store.http.Politeness;
import io.multimodal.store.web.WebLimits;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/** Finds {@code 'connector' = 'web'}. */
public final class WebTableFactory implements DynamicTableSourceFactory {
    /** The word in {@code 'connector' = '…'}. */
    public static final String IDENTIFIER = "web";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(
                WebOptions.ON_ERROR,
                WebOptions.MAX_BYTES,
                WebOptions.REQUEST_TIMEOUT,
                WebOptions.DEADLINE,
                WebOptions.MAX_REDIRECTS,
                WebOptions.MAX_ATTEMPTS,
                WebOptions.REQUESTS_PER_HOST,
                WebOptions.HOST_DELAY);
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        ReadableConfig options = helper.getOptions();
        List<LogicalType> types = new ArrayList<>();
        int url = -1;
        int medium = -1;
        for (Column column : context.getCatalogTable().getResolvedSchema().getColumns()) {
            if (column.isPhysical()) {
                LogicalType type = column.getDataType().getLogicalType();
                boolean isUrl = type.is(LogicalTypeFamily.CHARACTER_STRING);
                if (isUrl && url < 0) {
                    url = types.size();
                } else if (!isUrl && medium < 0 && Modalities.of(type).isPresent()) {
                    medium = types.size();
                }
                types.add(type);
            }
        }
        if (types.size() != 2 || url < 0 || medium < 0) {
            throw new ValidationException(
                    "A 'web' table has one column STRING, the URL, one column IMAGE, AUDIO, VIDEO, TENSOR or FILE, and METADATA columns out of %s; the columns of %s are %s"
                            .formatted(
                                    WebMetadata.all().keySet(),
                                    context.getObjectIdentifier().asSummaryString(),
                                    types.stream().map(LogicalType::asSummaryString).toList()));
        }
        MultimodalConfig config = MultimodalOptions.resolve(context.getConfiguration());
        return new WebTableSource(
                new WebScan(
                        options.getOptional(WebOptions.ON_ERROR)
                                .map(config::failing)
                                .orElse(config),
                        limits(options),
                        types.get(medium)),
                url,
                context.getPhysicalRowDataType());
    }

    private static WebLimits limits(ReadableConfig options) {
        try {
            return new WebLimits(
                    options.get(WebOptions.MAX_BYTES).getBytes(),
                    options.get(WebOptions.REQUEST_TIMEOUT),
                    options.get(WebOptions.DEADLINE),
                    options.get(WebOptions.MAX_REDIRECTS),
                    options.get(WebOptions.MAX_ATTEMPTS),
                    new Politeness(
                            options.get(WebOptions.REQUESTS_PER_HOST),
                            options.get(WebOptions.HOST_DELAY)));
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage(), e);
        }
    }
}
