// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.input;

import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model's input takes of a row.
 *
 * @param input as the model declares it
 * @param batchDimensions how many of its dimensions come before those of a row: 0 or 1
 */
public record RowLengths(ModelSignature.Tensor input, int batchDimensions) {
    /** The lengths of the dimensions of a row, with {@link ModelSignature#FREE}. */
    public List<Long> lengths() {
        return input.shape().subList(batchDimensions, input.shape().size());
    }

    /** The type that a row is prepared in: FLOAT also where the model takes FLOAT16. */
    public ElementType type() {
        return ElementType.of(input.dtype()).orElseThrow();
    }

    /** The shape of every row, if the model leaves no length open. */
    List<List<InputShape>> fixed() {
        if (lengths().contains(ModelSignature.FREE)) {
            return List.of();
        }
        return List.of(
                List.of(new InputShape(type(), lengths().stream().map(Math::toIntExact).toList())));
    }

    /**
     * The shape of so many elements in a row: at most one open length follows from their number.
     *
     * @param column for messages
     */
    InputShape ofElements(long elements, String column) throws MediaException {
        long known = 1;
        int open = -1;
        List<Integer> shape = new ArrayList<>();
        for (long length : lengths()) {
            if (length < 0) {
                open = shape.size();
                shape.add(0);
            } else {
                known = Math.multiplyExact(known, length);
                shape.add(Math.toIntExact(length));
            }
        }
        if (open >= 0 && known > 0) {
            shape.set(open, (int) Math.min(Integer.MAX_VALUE, elements / known));
            known = Math.multiplyExact(known, (long) shape.get(open));
        }
        if (elements != known || elements == 0) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "The column %s has %d %s, and the model's input is %s"
                            .formatted(
                                    column,
                                    elements,
                                    elements == 1 ? "element" : "elements",
                                    input));
        }
        return new InputShape(type(), shape);
    }

    /** Whether a row of this shape can be the input. */
    boolean takes(long... shape) {
        List<Long> lengths = lengths();
        if (shape.length != lengths.size()) {
            return false;
        }
        for (int i = 0; i < shape.length; i++) {
            boolean fits = lengths.get(i) < 0 ? shape[i] > 0 : lengths.get(i) == shape[i];
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return input + (batchDimensions == 0 ? " without a batch" : "");
    }
}
