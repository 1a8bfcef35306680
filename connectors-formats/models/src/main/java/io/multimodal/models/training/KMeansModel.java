// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import io.multimodal.models.internal.onnx.OnnxWriter;
import java.util.List;
import java.util.Map;

/**
 * Which centre is the nearest, as an ONNX file: the input {@code features}, and the outputs {@code
 * cluster}, from 0 on, and {@code distance}, that of Euclid.
 */
final class KMeansModel {
    private KMeansModel() {}

    /**
     * The file.
     *
     * @param centres one after another
     */
    static byte[] of(float[] centres, int k, int length) {
        // The nearest centre has the least |c|² - 2xc. Both are taken from the mean of the centres,
        // since that loses digits where all centres are far from 0.
        double[] mean = new double[length];
        for (int i = 0; i < centres.length; i++) {
            mean[i % length] += centres[i] / (double) k;
        }
        float[] origin = new float[length];
        for (int i = 0; i < length; i++) {
            origin[i] = (float) mean[i];
        }
        float[] doubled = new float[centres.length];
        float[] squares = new float[k];
        for (int cluster = 0; cluster < k; cluster++) {
            double square = 0;
            for (int i = 0; i < length; i++) {
                double value = (double) centres[cluster * length + i] - origin[i];
                doubled[i * k + cluster] = (float) (2 * value);
                square += value * value;
            }
            squares[cluster] = (float) square;
        }
        return new OnnxWriter("kmeans")
                .input("features", OnnxWriter.FLOAT, OnnxWriter.BATCH, length)
                .floats("origin", origin, length)
                .floats("doubled", doubled, length, k)
                .floats("squares", squares, k)
                .floats("centres", centres, k, length)
                .operation("Sub", List.of("features", "origin"), "moved")
                .operation("MatMul", List.of("moved", "doubled"), "products")
                .operation("Sub", List.of("squares", "products"), "scores")
                .operation(
                        "ArgMin", List.of("scores"), "cluster", Map.of("axis", 1L, "keepdims", 0L))
                .operation("Gather", List.of("centres", "cluster"), "nearest")
                .operation("Sub", List.of("features", "nearest"), "difference")
                .operation(
                        "ReduceL2",
                        List.of("difference"),
                        "distance",
                        Map.of("axes", List.of(1L), "keepdims", 0L))
                .output("cluster", OnnxWriter.INT64, OnnxWriter.BATCH)
                .output("distance", OnnxWriter.FLOAT, OnnxWriter.BATCH)
                .toByteArray();
    }
}
