// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import io.multimodal.models.training.Training.TrainingPlan;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;

/** {@code 'task' = 'logistic-regression'}: which class an array of numbers is of. */
public final class LogisticRegressionFactory extends TrainerFactory {
    static final String IDENTIFIER = "logistic-regression";

    /** Found by service file. */
    public LogisticRegressionFactory() {
        super(IDENTIFIER, true);
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(
                TrainingOptions.REGULARIZATION,
                TrainingOptions.MAX_ITERATIONS,
                TrainingOptions.SEED,
                TrainingOptions.SAMPLE_MAX_ROWS,
                TrainingOptions.SAMPLE_MAX_MEMORY);
    }

    @Override
    Training training(TrainingPlan plan, ReadableConfig options) {
        double regularization = options.get(TrainingOptions.REGULARIZATION);
        if (!(regularization > 0) || Double.isInfinite(regularization)) {
            throw refused(
                    plan.model(),
                    "the option 'regularization' is more than 0, not " + regularization);
        }
        return new LogisticTraining(
                plan, regularization, options.get(TrainingOptions.MAX_ITERATIONS));
    }

    @Override
    Schema output() {
        return Schema.newBuilder()
                .column("prediction", DataTypes.STRING())
                .column("score", DataTypes.FLOAT())
                .build();
    }
}
