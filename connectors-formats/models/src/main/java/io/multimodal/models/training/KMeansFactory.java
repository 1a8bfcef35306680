// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import io.multimodal.models.training.Training.TrainingPlan;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;

/** {@code 'task' = 'kmeans'}: which of k clusters an array of numbers belongs to. */
public final class KMeansFactory extends TrainerFactory {
    static final String IDENTIFIER = "kmeans";

    private static final int MAX_K = 65_536;

    /** Found by service file. */
    public KMeansFactory() {
        super(IDENTIFIER, false);
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(TrainingOptions.K);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(
                TrainingOptions.MAX_ITERATIONS,
                TrainingOptions.RESTARTS,
                TrainingOptions.SEED,
                TrainingOptions.SAMPLE_MAX_ROWS,
                TrainingOptions.SAMPLE_MAX_MEMORY);
    }

    @Override
    Training training(TrainingPlan plan, ReadableConfig options) {
        atLeastOne(plan.model(), options, TrainingOptions.K);
        atLeastOne(plan.model(), options, TrainingOptions.RESTARTS);
        int k = options.get(TrainingOptions.K);
        if (k > MAX_K) {
            throw refused(plan.model(), "'k' is at most %,d, not %,d".formatted(MAX_K, k));
        }
        return new KMeansTraining(
                plan,
                k,
                options.get(TrainingOptions.MAX_ITERATIONS),
                options.get(TrainingOptions.RESTARTS));
    }

    @Override
    Schema output() {
        return Schema.newBuilder()
                .column("cluster", DataTypes.BIGINT())
                .column("distance", DataTypes.FLOAT())
                .build();
    }
}
