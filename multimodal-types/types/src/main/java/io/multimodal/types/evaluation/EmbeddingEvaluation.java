// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.evaluation;

import java.util.Map;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.api.TableRuntimeException;

/**
 * The means of {@code cosine_similarity} and {@code euclidean_distance} of vectors, and {@code mse}
 * of their elements.
 */
public final class EmbeddingEvaluation extends Evaluation<Double[], EmbeddingEvaluation.Sums> {
    private static final long serialVersionUID = 1L;

    /** Sums over rows. */
    public static final class Sums extends Rows {
        /** Of cosines of angles. */
        public double cosines;

        /** Of distances. */
        public double distances;

        /** Of squared errors of elements. */
        public double squared;

        /** Of elements. */
        public long elements;
    }

    @Override
    public Sums createAccumulator() {
        return new Sums();
    }

    /** Adds a row; both may be null. */
    public void accumulate(
            Sums sums,
            @DataTypeHint("ARRAY<DOUBLE>") Double[] label,
            @DataTypeHint("ARRAY<DOUBLE>") Double[] prediction) {
        accumulateRow(sums, label, prediction);
    }

    /** Adds the rows of others. */
    public void merge(Sums sums, Iterable<Sums> others) {
        mergeRows(sums, others);
    }

    @Override
    void compare(Sums sums, Double[] label, Double[] prediction) {
        if (label.length != prediction.length) {
            throw new TableRuntimeException(
                    "Cannot evaluate an embedding: the label has %d elements and the prediction %d; give labels of the model's length"
                            .formatted(label.length, prediction.length));
        }
        double product = 0;
        double labelSquares = 0;
        double predictionSquares = 0;
        double squared = 0;
        for (int i = 0; i < label.length; i++) {
            double expected = element(label, i, "label");
            double predicted = element(prediction, i, "prediction");
            product += expected * predicted;
            labelSquares += expected * expected;
            predictionSquares += predicted * predicted;
            squared += (expected - predicted) * (expected - predicted);
        }
        double lengths = Math.sqrt(labelSquares) * Math.sqrt(predictionSquares);
        sums.cosines += lengths == 0 ? 0 : product / lengths;
        sums.distances += Math.sqrt(squared);
        sums.squared += squared;
        sums.elements += label.length;
    }

    private static double element(Double[] vector, int index, String which) {
        if (vector[index] == null) {
            throw new TableRuntimeException(
                    "Cannot evaluate an embedding: element %d of the %s is NULL; leave the row out"
                            .formatted(index + 1, which));
        }
        return vector[index];
    }

    @Override
    void add(Sums sums, Sums others) {
        sums.cosines += others.cosines;
        sums.distances += others.distances;
        sums.squared += others.squared;
        sums.elements += others.elements;
    }

    @Override
    void metrics(Sums sums, Map<String, Double> metrics) {
        metrics.put("cosine_similarity", sums.cosines / sums.rows);
        metrics.put("euclidean_distance", sums.distances / sums.rows);
        metrics.put("mse", sums.squared / sums.elements);
    }
}
