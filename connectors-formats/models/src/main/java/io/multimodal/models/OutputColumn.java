// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.task.TensorOutput;
import io.multimodal.models.internal.task.TensorOutput.Form;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.types.DeclaredType;
import io.multimodal.types.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.ValidationException;

/**
 * The column that an output of the task {@code tensor} becomes: an array, unless the declaration
 * asks for a TENSOR or a single element.
 *
 * @param batchDimensions how many of the output's dimensions come before those of a row: 0 or 1
 * @param parts whether a row has several parts, which are the first dimension of its output
 */
record OutputColumn(ModelSignature.Tensor output, int batchDimensions, boolean parts) {
    /**
     * The column as declared; an array where the declaration does not fit, which is refused later
     * with all columns named.
     */
    TensorOutput.Column as(ModelColumn declared, ElementType type) {
        Optional<DeclaredType> tensor =
                DeclaredType.of(declared.type()).filter(given -> given.type() == TensorType.TYPE);
        if (tensor.isPresent() && type != ElementType.STRING) {
            checkTensor(declared, tensor.get(), type);
            return new TensorOutput.Column(output.name(), type, Form.TENSOR, declared.type());
        }
        boolean same = declared.type().copy(true).equals(TensorOutput.elementType(type).copy(true));
        if (same) {
            long elements = output.elementsFrom(batchDimensions);
            if (parts || (elements != 1 && elements != ModelSignature.FREE)) {
                throw new ValidationException(
                        "The column %s takes one element, but the model's output is %s; declare an array or a TENSOR"
                                .formatted(declared, output));
            }
            return new TensorOutput.Column(output.name(), type, Form.ELEMENT, declared.type());
        }
        return TensorOutput.Column.array(output.name(), type);
    }

    private void checkTensor(ModelColumn declared, DeclaredType tensor, ElementType type) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(TensorOutput.dtype(type).orElseThrow().toString());
        if (parts) {
            arguments.add(ModelSignature.FREE);
        }
        arguments.addAll(output.shape().subList(batchDimensions, output.shape().size()));
        tensor.conflict(DeclaredType.of(TensorType.TYPE, arguments))
                .ifPresent(
                        why -> {
                            throw new ValidationException(
                                    "The column %s cannot hold the model's output %s: %s"
                                            .formatted(declared, output, why));
                        });
    }
}
