// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.ModelSignature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/**
 * Which outputs of a model a task uses: those that the option {@code output} names, or the only one
 * that it can be. Where there are several, none is taken in silence.
 */
final class OutputChoice {
    private final List<ModelSignature.Tensor> outputs;
    private final Optional<List<String>> named;

    /** The dimensions before those of a row: 1 where the model has a batch. */
    private final int batchDimensions;

    OutputChoice(ReadableConfig options, ModelSignature signature, int batchDimensions) {
        this.outputs = signature.outputs();
        this.batchDimensions = batchDimensions;
        this.named =
                options.getOptional(OnnxModelOptions.OUTPUT)
                        .map(
                                names ->
                                        Arrays.stream(names.split(",", -1))
                                                .map(String::strip)
                                                .toList());
    }

    /** All that are named, or all there are. */
    List<ModelSignature.Tensor> all() {
        if (named.isEmpty()) {
            return outputs;
        }
        List<ModelSignature.Tensor> chosen = new ArrayList<>();
        for (String name : named.get()) {
            chosen.add(
                    outputs.stream()
                            .filter(output -> output.name().equals(name))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new ValidationException(
                                                    "The option 'output' names '"
                                                            + name
                                                            + "', but the model's outputs are "
                                                            + outputs)));
        }
        return chosen;
    }

    /**
     * The one of floating numbers with so many dimensions in each row.
     *
     * @param task for messages
     */
    ModelSignature.Tensor floats(String task, int rowRank) {
        return one(
                task + " needs floating numbers of " + rowRank + " dimensions for each row",
                all().stream()
                        .filter(output -> isFloating(output) && rowRank(output) == rowRank)
                        .toList());
    }

    /**
     * The one that says the class: scores, or else the number or name of one.
     *
     * @param labels how many there are; 0 where that is not known
     */
    ModelSignature.Tensor classes(int labels) {
        List<ModelSignature.Tensor> scores =
                all().stream().filter(output -> isFloating(output) && rowRank(output) > 0).toList();
        if (scores.size() > 1 && labels > 0) {
            List<ModelSignature.Tensor> fitting =
                    scores.stream()
                            .filter(output -> output.elementsFrom(batchDimensions) == labels)
                            .toList();
            scores = fitting.size() == 1 ? fitting : scores;
        }
        if (scores.isEmpty()) {
            scores = all().stream().filter(output -> isClass(output)).toList();
        }
        return one("Classification needs a score for each class, or one class", scores);
    }

    private boolean isClass(ModelSignature.Tensor output) {
        long elements = rowRank(output) < 0 ? 0 : output.elementsFrom(batchDimensions);
        return (elements == 1 || elements == ModelSignature.FREE)
                && ElementType.of(output.dtype())
                        .filter(type -> type.isInteger() || type == ElementType.STRING)
                        .isPresent();
    }

    private static boolean isFloating(ModelSignature.Tensor output) {
        return ElementType.of(output.dtype()).filter(ElementType::isFloating).isPresent();
    }

    private int rowRank(ModelSignature.Tensor output) {
        return output.shape().size() - batchDimensions;
    }

    private ModelSignature.Tensor one(String need, List<ModelSignature.Tensor> candidates) {
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        throw new ValidationException(
                candidates.isEmpty()
                        ? need + ", but the model's outputs are " + all()
                        : need
                                + ", and several outputs may be that: "
                                + candidates
                                + "; name the one that is meant with the option 'output'");
    }
}
