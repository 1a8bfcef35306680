// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.evaluation;

import java.util.Map;

/** {@code mae}, {@code mse}, {@code rmse}, {@code mape} and {@code r2} of numbers. */
public final class RegressionEvaluation extends Evaluation<Double, RegressionEvaluation.Errors> {
    private static final long serialVersionUID = 1L;

    /** The least value that an error is divided by, as scikit-learn has it. */
    private static final double LEAST = Math.ulp(1.0);

    /** Sums over rows. */
    public static final class Errors extends Rows {
        /** Of absolute errors. */
        public double absolute;

        /** Of squared errors. */
        public double squared;

        /** Of errors as shares of the label. */
        public double shares;

        /** The mean of the labels. */
        public double mean;

        /** Of the squared distances of the labels from their mean. */
        public double spread;
    }

    @Override
    public Errors createAccumulator() {
        return new Errors();
    }

    /** Adds a row; both may be null. */
    public void accumulate(Errors errors, Double label, Double prediction) {
        accumulateRow(errors, label, prediction);
    }

    /** Adds the rows of others. */
    public void merge(Errors errors, Iterable<Errors> others) {
        mergeRows(errors, others);
    }

    @Override
    void compare(Errors errors, Double label, Double prediction) {
        double error = Math.abs(label - prediction);
        errors.absolute += error;
        errors.squared += error * error;
        errors.shares += error / Math.max(LEAST, Math.abs(label));
        double distance = label - errors.mean;
        errors.mean += distance / (errors.rows + 1);
        errors.spread += distance * (label - errors.mean);
    }

    @Override
    void add(Errors errors, Errors others) {
        errors.absolute += others.absolute;
        errors.squared += others.squared;
        errors.shares += others.shares;
        double all = errors.rows + others.rows;
        double distance = others.mean - errors.mean;
        errors.spread += others.spread + distance * distance * errors.rows / all * others.rows;
        errors.mean += distance * others.rows / all;
    }

    @Override
    void metrics(Errors errors, Map<String, Double> metrics) {
        metrics.put("mae", errors.absolute / errors.rows);
        metrics.put("mse", errors.squared / errors.rows);
        metrics.put("rmse", Math.sqrt(errors.squared / errors.rows));
        metrics.put("mape", errors.shares / errors.rows);
        metrics.put("r2", r2(errors));
    }

    private static double r2(Errors errors) {
        if (errors.rows < 2) {
            return Double.NaN;
        } else if (errors.spread == 0) {
            return errors.squared == 0 ? 1 : 0;
        }
        return 1 - errors.squared / errors.spread;
    }
}
