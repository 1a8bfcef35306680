// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

import io.multimodal.models.runtime.CheckedModel;
import io.multimodal.models.runtime.RowModel;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelColumns;
import io.multimodal.types.DeclaredType;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.catalog.CatalogManager;
import org.apache.flink.table.catalog.ContextResolvedModel;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UnresolvedIdentifier;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A model that a service runs. Immutable and thread-safe.
 *
 * @param name in URLs
 * @param model as planning has checked it; a row that cannot be predicted is to fail
 * @param columns that its statement declares
 */
public record ServiceModel(String name, RowModel model, ModelColumns columns) {
    public ServiceModel {
        for (ModelColumn output : columns.outputs()) {
            if (holdsMedia(output.type())) {
                throw new ValidationException(
                        "The model %s gives %s, and a service gives numbers, texts, arrays and rows of these: references would leave it unsigned. Run the model in the task manager, or give it an ARRAY in the place of a TENSOR"
                                .formatted(name, output));
            }
        }
    }

    /**
     * A model of an environment, as its planner has it. Blocks while it is checked.
     *
     * @param name with its catalog and database before it where those are not the current ones
     * @throws ValidationException if there is none, or it cannot be run
     */
    public static ServiceModel of(TableEnvironment env, String name) {
        CatalogManager catalogs = ((TableEnvironmentInternal) env).getCatalogManager();
        ObjectIdentifier identifier =
                catalogs.qualifyIdentifier(UnresolvedIdentifier.of(name.split("[.]", -1)));
        ContextResolvedModel model =
                catalogs.getModel(identifier)
                        .orElseThrow(
                                () ->
                                        new ValidationException(
                                                "There is no model %s; there are %s"
                                                        .formatted(
                                                                identifier.asSummaryString(),
                                                                Arrays.asList(env.listModels()))));
        ModelProvider provider =
                FactoryUtil.createModelProvider(
                        null,
                        identifier,
                        model.getResolvedModel(),
                        env.getConfig(),
                        Thread.currentThread().getContextClassLoader(),
                        model.isTemporary());
        if (!(provider instanceof CheckedModel checked)) {
            throw new ValidationException(
                    "The model %s is of a provider that is not one of this project"
                            .formatted(identifier.getObjectName()));
        }
        return new ServiceModel(
                identifier.getObjectName(),
                checked.model(),
                new ModelColumns(
                        columns(model.getResolvedModel().getResolvedInputSchema()),
                        columns(model.getResolvedModel().getResolvedOutputSchema())));
    }

    private static List<ModelColumn> columns(ResolvedSchema schema) {
        return schema.getColumns().stream()
                .map(
                        column ->
                                new ModelColumn(
                                        column.getName(), column.getDataType().getLogicalType()))
                .toList();
    }

    private static boolean holdsMedia(LogicalType type) {
        return DeclaredType.of(type).isPresent()
                || type.getChildren().stream().anyMatch(ServiceModel::holdsMedia);
    }

    /** What changes when the model does. */
    String version() {
        return model.digest();
    }
}
