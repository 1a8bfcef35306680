// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.input;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.types.failure.MediaException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A column of numbers or BOOLEAN, or of arrays of them, in row-major order.
 *
 * @param target the model's input; at most one of its lengths is open
 */
public record NumberInput(ModelColumn column, RowLengths target) implements ColumnInput {
    @Override
    public PreparedColumn prepare(Object value, MediaRuntime media) throws MediaException {
        Numbers numbers = Numbers.of(value);
        InputShape shape = target.ofElements(numbers.size(), column.name());
        return new PreparedNumbers(List.of(shape), numbers);
    }

    @Override
    public List<List<InputShape>> shapes() {
        return target.fixed();
    }

    @Override
    public String identity() {
        return column.sqlType() + " as " + target;
    }

    /** Numbers at hand. */
    record PreparedNumbers(List<InputShape> inputs, Numbers numbers) implements PreparedColumn {
        @Override
        public void write(List<ByteBuffer> targets) throws MediaException {
            numbers.write(inputs.get(0).type(), targets.get(0));
        }
    }
}
