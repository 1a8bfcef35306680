// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well clusters agree with labels, whatever the clusters are called: {@code rand}, {@code
 * adjusted_rand}, {@code homogeneity}, {@code completeness}, {@code v_measure} and {@code
 * fowlkes_mallows}. As scikit-learn defines them.
 */
public final class ClusteringEvaluation extends Evaluation<String, Contingency> {
    private static final long serialVersionUID = 1L;

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
        Map<String, Map<String, Long>> table = rows.table();
        Map<String, Long> labels = new HashMap<>();
        Map<String, Long> clusters = new HashMap<>();
        List<Long> cells = new ArrayList<>();
        table.forEach(
                (label, row) ->
                        row.forEach(
                                (cluster, count) -> {
                                    labels.merge(label, count, Long::sum);
                                    clusters.merge(cluster, count, Long::sum);
                                    cells.add(count);
                                }));
        double all = rows.rows;
        double together = pairs(cells);
        double ofLabels = pairs(labels.values());
        double ofClusters = pairs(clusters.values());
        double possible = all * (all - 1) / 2;
        if (possible > 0) {
            metrics.put("rand", (possible + 2 * together - ofLabels - ofClusters) / possible);
            double chance = ofLabels * ofClusters / possible;
            double most = (ofLabels + ofClusters) / 2;
            metrics.put(
                    "adjusted_rand", most == chance ? 1 : (together - chance) / (most - chance));
            metrics.put(
                    "fowlkes_mallows",
                    together == 0
                            ? 0
                            : Math.sqrt(together / ofLabels) * Math.sqrt(together / ofClusters));
        }
        double ofLabelsEntropy = entropy(labels.values(), all);
        double ofClustersEntropy = entropy(clusters.values(), all);
        double shared = ofLabelsEntropy + ofClustersEntropy - entropy(cells, all);
        double homogeneity = ofLabelsEntropy == 0 ? 1 : Math.max(0, shared) / ofLabelsEntropy;
        double completeness = ofClustersEntropy == 0 ? 1 : Math.max(0, shared) / ofClustersEntropy;
        double both = homogeneity + completeness;
        metrics.put("homogeneity", homogeneity);
        metrics.put("completeness", completeness);
        metrics.put("v_measure", both == 0 ? 0 : 2 * homogeneity * completeness / both);
    }

    private static double pairs(Collection<Long> counts) {
        return counts.stream().mapToDouble(count -> (double) count * (count - 1) / 2).sum();
    }

    private static double entropy(Collection<Long> counts, double all) {
        return counts.size() < 2
                ? 0
                : -counts.stream().mapToDouble(c -> c / all * Math.log(c / all)).sum();
    }
}
