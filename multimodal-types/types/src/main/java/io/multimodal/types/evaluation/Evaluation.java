// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.functions.AggregateFunction;

/**
 * Compares predictions with labels. The result has the number of rows that were compared ({@code
 * rows}), the number of rows that have a label but no prediction ({@code unpredicted}), and the
 * metrics of the task. Rows without a label are left out. A metric that is not defined, such as all
 * of them for no rows, is left out. Not thread-safe, as all functions of Flink.
 *
 * @param <T> the type of labels and predictions
 * @param <A> what is kept of the rows
 */
@FunctionHint(output = @DataTypeHint("MAP<STRING, DOUBLE>"))
public abstract class Evaluation<T, A extends Evaluation.Rows>
        extends AggregateFunction<Map<String, Double>, A> {
    private static final long serialVersionUID = 1L;

    /** How many rows there were. */
    @SuppressWarnings("MemberName")
    public static class Rows {
        /** With label and prediction. */
        public long rows;

        /** With a label and without a prediction. */
        public long unpredicted;
    }

    /** Adds a row with a label and a prediction. */
    abstract void compare(A rows, T label, T prediction);

    /** Adds the rows of another accumulator, but for their numbers. */
    abstract void add(A rows, A others);

    /** Puts the metrics of one row or more. */
    abstract void metrics(A rows, Map<String, Double> metrics);

    final void accumulateRow(A rows, T label, T prediction) {
        if (label == null) {
            return;
        } else if (prediction == null) {
            rows.unpredicted++;
            return;
        }
        compare(rows, label, prediction);
        rows.rows++;
    }

    final void mergeRows(A rows, Iterable<A> all) {
        for (A others : all) {
            if (others.rows > 0) {
                add(rows, others);
            }
            rows.rows += others.rows;
            rows.unpredicted += others.unpredicted;
        }
    }

    @Override
    public final Map<String, Double> getValue(A rows) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("rows", (double) rows.rows);
        metrics.put("unpredicted", (double) rows.unpredicted);
        if (rows.rows > 0) {
            metrics(rows, metrics);
            metrics.values().removeIf(value -> value.isNaN());
        }
        return metrics;
    }
}
