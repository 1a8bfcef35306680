// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.multimodal.annotation.Public;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** The options of {@code CREATE MODEL … WITH (…) AS SELECT} that training takes. */
@Public
public final class TrainingOptions {
    /** How many clusters there are. */
    public static final ConfigOption<Integer> K =
            key("k").intType()
                    .noDefaultValue()
                    .withDescription("kmeans: how many clusters there are. Required.");

    /** How often the clusters are improved. */
    public static final ConfigOption<Integer> MAX_ITERATIONS =
            key("max-iterations")
                    .intType()
                    .defaultValue(100)
                    .withDescription(
                            "How many iterations training takes at most. It ends before where another one changes next to nothing.");

    /** How often training begins anew. */
    public static final ConfigOption<Integer> RESTARTS =
            key("restarts")
                    .intType()
                    .defaultValue(4)
                    .withDescription(
                            "kmeans: how often training begins from other centres; the best clusters are taken.");

    /** How much large weights cost. */
    public static final ConfigOption<Double> REGULARIZATION =
            key("regularization")
                    .doubleType()
                    .defaultValue(1.0)
                    .withDescription(
                            "logistic-regression: how much the squares of the weights (L2) cost against the errors, summed over all rows: 1/C of LIBLINEAR and scikit-learn. More makes a simpler model.");

    /** What random choices follow from. */
    public static final ConfigOption<Long> SEED =
            key("seed")
                    .longType()
                    .defaultValue(0L)
                    .withDescription(
                            "What random choices follow from. The same rows, options and seed give the same model, in whatever order the rows come.");

    /** The most rows that are learned from. */
    public static final ConfigOption<Integer> SAMPLE_MAX_ROWS =
            key("sample.max-rows")
                    .intType()
                    .defaultValue(100_000)
                    .withDescription(
                            "The most rows that are learned from. Of more rows, a random sample of so many is; all rows are checked.");

    /** The most memory that the sample takes. */
    public static final ConfigOption<MemorySize> SAMPLE_MAX_MEMORY =
            key("sample.max-memory")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(256))
                    .withDescription(
                            "The most memory that the sample takes in the task manager that trains. Where it does not suffice for sample.max-rows, the sample has fewer rows. A number takes 8 bytes with kmeans, and 40 with logistic-regression.");

    private TrainingOptions() {}
}
