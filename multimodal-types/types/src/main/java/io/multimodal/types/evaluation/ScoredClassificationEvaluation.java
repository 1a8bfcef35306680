// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.evaluation;

import java.util.Map;

/**
 * What {@link ClassificationEvaluation} says, and for two classes {@code roc_auc}, the area under
 * the curve of true and false positives, from the probability that the model gives to what it
 * predicts. {@code roc_auc_error} is by how much it may differ from that of unrounded
 * probabilities.
 */
public final class ScoredClassificationEvaluation
        extends Evaluation<ScoredClassificationEvaluation.Scored, ScoredContingency> {
    private static final long serialVersionUID = 1L;

    /**
     * A class and its probability.
     *
     * @param score null if there is none
     */
    record Scored(String name, Double score) {}

    @Override
    public ScoredContingency createAccumulator() {
        return new ScoredContingency();
    }

    /** Adds a row; all may be null. */
    public void accumulate(ScoredContingency rows, String label, String prediction, Double score) {
        accumulateRow(
                rows,
                label == null ? null : new Scored(label, null),
                prediction == null ? null : new Scored(prediction, score));
    }

    /** Adds the rows of others. */
    public void merge(ScoredContingency rows, Iterable<ScoredContingency> others) {
        mergeRows(rows, others);
    }

    @Override
    void compare(ScoredContingency rows, Scored label, Scored prediction) {
        rows.add(label.name(), prediction.name(), prediction.score());
    }

    @Override
    void add(ScoredContingency rows, ScoredContingency others) {
        rows.add(others);
    }

    @Override
    void metrics(ScoredContingency rows, Map<String, Double> metrics) {
        ClassificationEvaluation.put(rows, metrics);
        rows.area(metrics);
    }
}
