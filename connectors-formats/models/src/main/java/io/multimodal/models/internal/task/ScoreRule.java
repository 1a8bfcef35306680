// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.models.spi.OutputTensor;
import java.util.Optional;

/** What is made of a model's scores: decided once for a model, never by their values. */
public enum ScoreRule {
    /** By the model's last operation: see {@link #decided}. */
    AUTO("auto"),
    /** They are logits of classes of which one is right. */
    SOFTMAX("softmax"),
    /** They are logits of classes of which each is right or not. */
    SIGMOID("sigmoid"),
    /** They are what is wanted. */
    NONE("none");

    private final String word;

    ScoreRule(String word) {
        this.word = word;
    }

    /** The word as options spell it; Flink parses and prints enum options by it. */
    @Override
    public String toString() {
        return word;
    }

    /**
     * AUTO decided: NONE where the last operation makes probabilities, else SOFTMAX; that of the
     * logarithms of probabilities is the probabilities.
     *
     * @param lastOperation that makes the scores, as ONNX names it; empty if that is not known
     */
    public ScoreRule decided(Optional<String> lastOperation) {
        if (this != AUTO) {
            return this;
        }
        return switch (lastOperation.orElse("")) {
            case "Softmax", "Sigmoid", "HardSigmoid", "Normalizer" -> NONE;
            case "LinearClassifier SOFTMAX", "LinearClassifier LOGISTIC" -> NONE;
            case "TreeEnsembleClassifier", "TreeEnsembleClassifier NONE" -> NONE;
            case "TreeEnsembleClassifier SOFTMAX", "TreeEnsembleClassifier LOGISTIC" -> NONE;
            default -> SOFTMAX;
        };
    }

    /** The score of one of the scores. */
    float of(OutputTensor scores, int index) {
        return switch (this) {
            case NONE -> (float) scores.number(index);
            case SIGMOID -> (float) (1 / (1 + Math.exp(-scores.number(index))));
            case SOFTMAX -> softmax(scores, index);
            case AUTO -> throw new IllegalStateException("The rule was not decided");
        };
    }

    private static float softmax(OutputTensor scores, int index) {
        double exponentials = 0;
        for (int i = 0; i < scores.size(); i++) {
            exponentials += Math.exp(scores.number(i) - scores.number(index));
        }
        return (float) (1 / exponentials);
    }
}
