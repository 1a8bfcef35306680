// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import io.multimodal.models.internal.onnx.OnnxWriter;
import java.util.List;

/**
 * A linear classifier of which each class is told from all others.
 *
 * @param labels of the classes
 * @param weights those of a feature for all classes, one feature after another
 * @param biases one for each class
 */
@SuppressWarnings("ArrayRecordComponent") // Neither copied nor compared.
record LinearModel(List<String> labels, float[] weights, float[] biases) {
    /** The least sum of scores that they are divided by. */
    private static final float LEAST_SUM = 0x1p-100f;

    /** What share of rows gets its label. */
    double accuracy(List<SampledRow> rows) {
        long right =
                rows.stream()
                        .filter(row -> labels.get(best(row.features())).equals(row.label()))
                        .count();
        return (double) right / rows.size();
    }

    private int best(float... features) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < biases.length; i++) {
            double score = biases[i];
            for (int j = 0; j < features.length; j++) {
                score += (double) features[j] * weights[j * biases.length + i];
            }
            if (score > most) {
                most = score;
                best = i;
            }
        }
        return best;
    }

    /**
     * The ONNX file: the input {@code features}, and the output {@code scores}, whose sum is 1. Its
     * metadata have the {@code multimodal.labels}, one a line.
     */
    byte[] onnx() {
        int classes = biases.length;
        return new OnnxWriter("logistic-regression")
                .input("features", OnnxWriter.FLOAT, OnnxWriter.BATCH, weights.length / classes)
                .floats("weights", weights, weights.length / classes, classes)
                .floats("biases", biases, classes)
                .floats("least_sum", new float[] {LEAST_SUM}, 1)
                .integers("last", 1)
                .operation("Gemm", List.of("features", "weights", "biases"), "logits")
                .operation("Sigmoid", List.of("logits"), "each")
                .operation("ReduceSum", List.of("each", "last"), "sum")
                .operation("Max", List.of("sum", "least_sum"), "positive_sum")
                .operation("Div", List.of("each", "positive_sum"), "scores")
                .output("scores", OnnxWriter.FLOAT, OnnxWriter.BATCH, classes)
                .metadata("multimodal.labels", String.join("\n", labels))
                .toByteArray();
    }
}
