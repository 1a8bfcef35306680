// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog;

import io.multimodal.catalog.state.SharedState;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.log.VersionLogs;
import java.net.URI;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.factories.CatalogFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.FactoryUtil.CatalogFactoryHelper;

/** Makes the catalogs of {@code CREATE CATALOG c WITH ('type' = 'multimodal', 'uri' = '…')}. */
public final class MultimodalCatalogFactory implements CatalogFactory {
    @Override
    public String factoryIdentifier() {
        return "multimodal";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(CatalogOptions.URI);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(CatalogOptions.DEFAULT_DATABASE, CatalogOptions.MODEL_FILES);
    }

    @Override
    public Catalog createCatalog(Context context) {
        CatalogFactoryHelper helper = FactoryUtil.createCatalogFactoryHelper(this, context);
        helper.validate();
        URI uri = uri(helper.getOptions().get(CatalogOptions.URI));
        ModelFilePolicy files = helper.getOptions().get(CatalogOptions.MODEL_FILES);
        try {
            return new MultimodalCatalog(
                    context.getName(),
                    helper.getOptions().get(CatalogOptions.DEFAULT_DATABASE),
                    new SharedState(context.getName(), VersionLogs.open("a catalog", uri)),
                    context.getClassLoader(),
                    (model, before, after) ->
                            files.kept(model, before, after, context.getConfiguration()));
        } catch (StoreException e) {
            throw new ValidationException(e.getMessage(), e);
        }
    }

    private static URI uri(String text) {
        try {
            URI uri = URI.create(text);
            boolean whole =
                    uri.getScheme() != null && uri.getPath() != null && uri.getUserInfo() == null;
            if (whole) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new ValidationException("The option 'uri' is not a URI: " + e.getMessage(), e);
        }
        throw new ValidationException(
                "The option 'uri' is a URI with a scheme and without a user, such as file:///data/catalog or s3://bucket/catalog");
    }
}
