// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.embedding;

import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.RunSettings;
import io.multimodal.store.ref.ContentId;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A model of three means: of the red, the green and the blue plane of its input.
 *
 * @param scale what each mean is multiplied by
 */
record MeanColour(double scale) implements ModelSource {
    private static final int PLANES = 3;
    private static final int RANK = 4;

    @Override
    public String origin() {
        return "mean-colour";
    }

    /** All that decides what is predicted: the name, the version of this class, the option. */
    @Override
    public ContentId digest() {
        return ContentId.hash("org.example mean-colour 1, scale " + scale);
    }

    @Override
    public ModelSignature signature() {
        long free = ModelSignature.FREE;
        long[] input = {free, PLANES, free, free};
        long[] output = {free, PLANES};
        return new ModelSignature(
                List.of(ModelSignature.Tensor.of("image", "FLOAT", input)),
                List.of(ModelSignature.Tensor.of("mean", "FLOAT", output)));
    }

    @Override
    public BatchRunner load(ModelBinding binding, RunSettings settings) {
        return this::run;
    }

    private List<ModelOutput> run(FloatBuffer input, long[] shape) throws ModelException {
        if (shape.length != RANK || shape[1] != PLANES) {
            throw new ModelException(
                    "The model 'mean-colour' takes rows of 3 planes, not "
                            + ModelSignature.Tensor.of("image", "FLOAT", shape));
        }
        int plane = Math.toIntExact(Math.multiplyExact(shape[2], shape[3]));
        FloatBuffer rows = input.duplicate();
        List<ModelOutput> outputs = new ArrayList<>();
        for (int row = 0; row < shape[0]; row++) {
            FloatBuffer means = FloatBuffer.allocate(PLANES);
            for (int i = 0; i < PLANES; i++) {
                means.put(i, (float) (scale * mean(rows, plane)));
            }
            outputs.add(ModelOutput.of(means, PLANES));
        }
        return outputs;
    }

    private static double mean(FloatBuffer values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values.get();
        }
        return sum / count;
    }
}
