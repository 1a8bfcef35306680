// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.OutputTensor;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Says which of several classes a row is likeliest of. The model gives a score for each class, or
 * the number or the name of one; then no score is known.
 *
 * @param labels of the classes, in order; empty for their numbers from 0 on
 * @param scores what is made of the scores; not {@link ScoreRule#AUTO}
 */
public record ClassOutput(List<String> labels, ScoreRule scores) implements RowOutput {
    public ClassOutput {
        labels = List.copyOf(labels);
    }

    @Override
    public List<LogicalType> types() {
        return List.of(VarCharType.STRING_TYPE, new FloatType());
    }

    @Override
    public GenericRowData decode(ModelOutput output, MediaRuntime media) throws ModelException {
        return decode(output);
    }

    GenericRowData decode(ModelOutput output) throws ModelException {
        OutputTensor given = output.first();
        if (given.type().isFloating()) {
            return ofScores(given);
        }
        if (given.size() != 1) {
            throw new ModelException(
                    "Classification needs one class for each row, the model gave " + output);
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
        return "labels " + labels + ", scores " + scores;
    }
}
