// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

import io.multimodal.models.runtime.RowModel;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelColumns;
import io.multimodal.types.DeclaredType;
import org.apache.flink.table.api.ValidationException;
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

    private static boolean holdsMedia(LogicalType type) {
        return DeclaredType.of(type).isPresent()
                || type.getChildren().stream().anyMatch(ServiceModel::holdsMedia);
    }

    /** What changes when the model does. */
    String version() {
        return model.digest();
    }
}
