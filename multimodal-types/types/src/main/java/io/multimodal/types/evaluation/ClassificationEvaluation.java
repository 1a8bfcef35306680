// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.evaluation;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code accuracy}; {@code balanced_accuracy}, the mean recall of the classes that are labels;
 * {@code precision}, {@code recall} and {@code f1}, the means over classes (macro), and the same
 * weighted by the number of labels ({@code …_weighted}); {@code matthews_correlation}. For at most
 * 20 classes, {@code confusion[label][prediction]} is the number of rows of each pair that occurs.
 * As scikit-learn defines them, with 0 for a division by zero.
 */
public final class ClassificationEvaluation extends Evaluation<String, Contingency> {
    private static final long serialVersionUID = 1L;

    private static final String[] SCORES = {"precision", "recall", "f1"};

    /** The most classes whose confusion is told. */
    private static final int MAX_CONFUSED = 20;

    @Override
    public Contingency createAccumulator() {
        return new Contingency();
    }

    /** Adds a row; both may be null. */
    public void accumulate(Contingency rows, String label, String prediction) {
        accumulateRow(rows, label, prediction);
    }

    /** Adds the rows of others. */
    public void merge(Contingency rows, Iterable<Contingency> others) {
        mergeRows(rows, others);
    }

    @Override
    void compare(Contingency rows, String label, String prediction) {
        rows.add(label, prediction, 1);
    }

    @Override
    void add(Contingency rows, Contingency others) {
        rows.add(others);
    }

    @Override
    void metrics(Contingency rows, Map<String, Double> metrics) {
        put(rows, metrics);
    }

    /** Puts the metrics of classes. */
    static void put(Contingency rows, Map<String, Double> metrics) {
        Map<String, Map<String, Long>> table = rows.table();
        Map<String, Long> labels = new TreeMap<>();
        Map<String, Long> predictions = new TreeMap<>();
        Set<String> classes = new TreeSet<>(table.keySet());
        table.forEach(
                (label, row) ->
                        row.forEach(
                                (prediction, count) -> {
                                    labels.merge(label, count, Long::sum);
                                    predictions.merge(prediction, count, Long::sum);
                                    classes.add(prediction);
                                }));
        double right = 0;
        double chance = 0;
        double balanced = 0;
        double[] means = new double[3];
        double[] weighted = new double[3];
        for (String one : classes) {
            double hits = table.getOrDefault(one, Map.of()).getOrDefault(one, 0L);
            double labelled = labels.getOrDefault(one, 0L);
            double predicted = predictions.getOrDefault(one, 0L);
            double[] scores = {
                ratio(hits, predicted), ratio(hits, labelled), ratio(2 * hits, labelled + predicted)
            };
            right += hits;
            chance += labelled * predicted;
            balanced += scores[1] / labels.size();
            for (int i = 0; i < scores.length; i++) {
                means[i] += scores[i] / classes.size();
                weighted[i] += scores[i] * labelled / rows.rows;
            }
        }
        metrics.put("accuracy", right / rows.rows);
        metrics.put("balanced_accuracy", balanced);
        for (int i = 0; i < SCORES.length; i++) {
            metrics.put(SCORES[i], means[i]);
            metrics.put(SCORES[i] + "_weighted", weighted[i]);
        }
        double all = (double) rows.rows * rows.rows;
        double spread = Math.sqrt(all - squares(labels)) * Math.sqrt(all - squares(predictions));
        metrics.put("matthews_correlation", ratio(right * rows.rows - chance, spread));
        if (classes.size() <= MAX_CONFUSED) {
            table.forEach(
                    (label, row) ->
                            row.forEach(
                                    (prediction, count) ->
                                            metrics.put(
                                                    "confusion[%s][%s]"
                                                            .formatted(label, prediction),
                                                    (double) count)));
        }
    }

    private static double squares(Map<String, Long> counts) {
        return counts.values().stream().mapToDouble(count -> (double) count * count).sum();
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
