// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.ImageTask;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.OutputTensor;
import io.multimodal.types.program.ImageSize;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Says which of several classes an image is likeliest of. The model gives a score for each class,
 * or the number or the name of one; then no score is known.
 *
 * @param input the size of the input
 * @param fit how an image is brought to it
 * @param pixels how the input is laid out
 * @param labels of the classes, in order; empty for their numbers from 0 on
 * @param scores what is made of the scores; not {@link ScoreRule#AUTO}
 */
public record Classification(
        ImageSize input, Fit fit, PixelFormat pixels, List<String> labels, ScoreRule scores)
        implements ImageTask {
    public Classification {
        labels = List.copyOf(labels);
    }

    @Override
    public List<LogicalType> outputTypes() {
        return List.of(VarCharType.STRING_TYPE, new FloatType());
    }

    @Override
    public TensorSpec input(ImageSize size) {
        return fit.spec(size, input, pixels);
    }

    @Override
    public GenericRowData decode(ModelOutput output, ImageSize size) throws ModelException {
        OutputTensor given = output.first();
        if (given.type().isFloating()) {
            return ofScores(given);
        }
        if (given.size() != 1) {
            throw new ModelException(
                    "Classification needs one class for each image, the model gave " + output);
        }
        String label = given.type() == ElementType.STRING ? given.text(0) : label(given.integer(0));
        return GenericRowData.of(StringData.fromString(label), null);
    }

    private GenericRowData ofScores(OutputTensor given) throws ModelException {
        int classes = given.size();
        if (classes == 0 || (!labels.isEmpty() && labels.size() != classes)) {
            throw new ModelException(
                    "Classification with "
                            + labels.size()
                            + " labels needs as many scores, the model gave "
                            + given);
        }
        int best = 0;
        for (int i = 1; i < classes; i++) {
            if (given.number(i) > given.number(best)) {
                best = i;
            }
        }
        return GenericRowData.of(StringData.fromString(label(best)), scores.of(given, best));
    }

    private String label(long number) throws ModelException {
        if (labels.isEmpty()) {
            return Long.toString(number);
        }
        if (number < 0 || number >= labels.size()) {
            throw new ModelException(
                    "Classification has "
                            + labels.size()
                            + " labels, the model gave the class "
                            + number);
        }
        return labels.get((int) number);
    }

    @Override
    public String identity() {
        return "classification 2, "
                + input
                + " "
                + fit
                + ", "
                + pixels
                + ", labels "
                + labels
                + ", scores "
                + scores;
    }
}
