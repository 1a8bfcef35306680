// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.embedding;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.ModelTaskFactory;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.types.program.ImageSize;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.api.ValidationException;

/**
 * The task {@code image-embedding}: the output of a model of colour images, a vector for each, as
 * {@code ARRAY<FLOAT>} of length 1, so that the scalar product of two is their similarity.
 */
public final class EmbeddingTask implements ModelTaskFactory {
    /** Whether vectors are brought to length 1. */
    public static final ConfigOption<Boolean> NORMALIZE =
            key("embedding.normalize")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription("Whether vectors are scaled to length 1.");

    /** The side of the input where the model leaves it open. */
    public static final ConfigOption<Integer> SIDE =
            key("embedding.side")
                    .intType()
                    .defaultValue(224)
                    .withDescription("The side of the input in pixels, where the model has none.");

    @Override
    public String name() {
        return "image-embedding";
    }

    @Override
    public Set<ConfigOption<?>> options() {
        return Set.of(NORMALIZE, SIDE);
    }

    @Override
    public PlannedTask plan(TaskContext context) {
        ModelSignature signature = context.signature();
        ModelSignature.Tensor input = signature.inputs().get(0);
        ModelSignature.Tensor output = signature.outputs().get(0);
        boolean fits =
                signature.inputs().size() == 1
                        && input.dtype().equals("FLOAT")
                        && input.shape().size() == 4
                        && input.dimension(1) == TensorSpec.CHANNELS
                        && output.dtype().equals("FLOAT")
                        && output.shape().size() == 2;
        if (!fits) {
            throw new ValidationException(
                    "The task 'image-embedding' needs a model from FLOAT[batch, 3, height, width] to FLOAT[batch, length]; this one has the inputs %s and the outputs %s"
                            .formatted(signature.inputs(), signature.outputs()));
        }
        int side = context.options().get(SIDE);
        if (side < 1) {
            throw new ValidationException(
                    "The option '%s' is at least 1, not %d".formatted(SIDE.key(), side));
        }
        ImageSize size = new ImageSize(length(input, 3, side), length(input, 2, side));
        boolean normalize = context.options().get(NORMALIZE);
        return new PlannedTask(
                new ImageEmbedding(size, normalize), ModelBinding.of(input, List.of(output)));
    }

    private static int length(ModelSignature.Tensor input, int dimension, int otherwise) {
        int length = input.dimension(dimension);
        return length == ModelSignature.FREE ? otherwise : length;
    }
}
