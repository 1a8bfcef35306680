// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.input;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.Tensor;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A column TENSOR.
 *
 * @param target the model's input
 */
public record TensorInput(ModelColumn column, RowLengths target) implements ColumnInput {
    @Override
    public PreparedColumn prepare(Object value, MediaRuntime media)
            throws IOException, InvalidReferenceException {
        Tensor tensor = (Tensor) value;
        TensorData data = media.tensors().read(tensor);
        long[] shape = data.shape();
        if (!target.takes(shape) || !NumberKind.of(data.dtype()).feeds(target.type())) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "The column %s has a tensor of %s and shape %s, and the model's input is %s"
                            .formatted(
                                    column.name(), data.dtype(), Arrays.toString(shape), target));
        }
        List<Integer> lengths = Arrays.stream(shape).mapToObj(Math::toIntExact).toList();
        return new NumberInput.PreparedNumbers(
                List.of(new InputShape(target.type(), lengths)), Numbers.of(data));
    }

    @Override
    public List<List<InputShape>> shapes() {
        return target.fixed();
    }

    @Override
    public String identity() {
        return "TENSOR as " + target;
    }
}
