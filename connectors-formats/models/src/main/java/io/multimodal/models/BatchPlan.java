// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.input.RowLengths;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelSignature;
import java.util.List;
import org.apache.flink.table.api.ValidationException;

/**
 * How many rows run at once, by the batch dimensions of all inputs.
 *
 * @param rows as {@link ModelBinding#batchRows} says
 * @param behindOne for each input, whether it has a batch of length 1 in a model of which other
 *     inputs have none
 */
record BatchPlan(int rows, List<Boolean> behindOne) {
    /**
     * @throws ValidationException if the inputs have batches of different lengths
     */
    static BatchPlan of(List<RowLengths> inputs) {
        boolean all = inputs.stream().allMatch(input -> input.batchDimensions() == 1);
        List<Long> lengths =
                inputs.stream()
                        .filter(input -> input.batchDimensions() == 1)
                        .map(input -> input.input().shape().get(0))
                        .filter(length -> length != ModelSignature.FREE)
                        .distinct()
                        .toList();
        if (lengths.size() > 1 || (!all && lengths.stream().anyMatch(length -> length != 1))) {
            throw new ValidationException(
                    "The model's inputs %s have batches of different lengths, which rows cannot fill"
                            .formatted(inputs));
        }
        if (all) {
            int rows = lengths.isEmpty() ? ModelBinding.ANY : Math.toIntExact(lengths.get(0));
            return new BatchPlan(rows, inputs.stream().map(input -> false).toList());
        }
        return new BatchPlan(
                ModelBinding.NO_BATCH,
                inputs.stream().map(input -> input.batchDimensions() == 1).toList());
    }
}
