// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.TensorSpec;
import io.multimodal.models.internal.onnx.ModelException;
import io.multimodal.models.internal.onnx.ModelOutput;
import io.multimodal.types.program.PictureSize;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Says which of several classes a picture is likeliest of.
 *
 * @param input the size of the input
 * @param fit how a picture is brought to it
 * @param pixels how the input is laid out
 * @param labels of the classes, in order; empty for their numbers from 0 on
 */
public record Classification(PictureSize input, Fit fit, PixelFormat pixels, List<String> labels)
        implements Task {
    /** How far probabilities may be from a sum of 1; what is further off are logits. */
    private static final double SUM_TOLERANCE = 1e-3;

    public Classification {
        labels = List.copyOf(labels);
    }

    @Override
    public List<LogicalType> outputTypes() {
        return List.of(VarCharType.STRING_TYPE, new FloatType());
    }

    @Override
    public TensorSpec input(PictureSize size) {
        return fit.spec(size, input, pixels);
    }

    @Override
    public GenericRowData decode(ModelOutput output, PictureSize size) throws ModelException {
        FloatBuffer scores = output.values();
        int classes = scores.remaining();
        if (classes == 0 || (!labels.isEmpty() && labels.size() != classes)) {
            throw new ModelException(
                    "Classification with "
                            + labels.size()
                            + " labels needs as many scores, the model gave "
                            + output);
        }
        int best = 0;
        for (int i = 1; i < classes; i++) {
            if (scores.get(i) > scores.get(best)) {
                best = i;
            }
        }
        String label = labels.isEmpty() ? Integer.toString(best) : labels.get(best);
        return GenericRowData.of(StringData.fromString(label), probability(scores, best));
    }

    /** The score itself where the scores are probabilities; its softmax where they are logits. */
    private static float probability(FloatBuffer scores, int index) {
        double sum = 0;
        double exponentials = 0;
        boolean probabilities = true;
        for (int i = 0; i < scores.remaining(); i++) {
            sum += scores.get(i);
            exponentials += Math.exp(scores.get(i) - scores.get(index));
            probabilities &= scores.get(i) >= 0;
        }
        return probabilities && Math.abs(sum - 1) <= SUM_TOLERANCE
                ? scores.get(index)
                : (float) (1 / exponentials);
    }

    @Override
    public String identity() {
        return "classification 1, " + input + " " + fit + ", " + pixels + ", labels " + labels;
    }
}
