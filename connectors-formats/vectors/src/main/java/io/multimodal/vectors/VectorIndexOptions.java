// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import io.multimodal.annotation.Public;
import io.multimodal.vectors.index.VectorMetric;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.table.factories.FactoryUtil;

/** The options of a {@code vector-index} table. */
@Public
public final class VectorIndexOptions {
    /** Where the index is. */
    public static final ConfigOption<String> PATH =
            ConfigOptions.key("path")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where the index is: a folder, or the URI of a bucket with the options that stores there have. INSERT makes it.");

    /** How many numbers a vector has. */
    public static final ConfigOption<Integer> DIMENSION =
            ConfigOptions.key("dimension")
                    .intType()
                    .noDefaultValue()
                    .withDescription("How many numbers each vector has, 1 to 16384.");

    /** By what vectors are compared. */
    public static final ConfigOption<VectorMetric> METRIC =
            ConfigOptions.key("metric")
                    .enumType(VectorMetric.class)
                    .defaultValue(VectorMetric.COSINE)
                    .withDescription(
                            "By what vectors are compared: cosine and inner-product find the largest, euclidean the smallest. It is the column 'score' of VECTOR_SEARCH.");

    /** Which column has the vectors. */
    public static final ConfigOption<String> VECTOR_COLUMN =
            ConfigOptions.key("vector-column")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The column of the vectors. Default: the only column of type ARRAY<FLOAT>.");

    /** How many vectors a search looks at. */
    public static final ConfigOption<Integer> CANDIDATES =
            ConfigOptions.key("search.candidates")
                    .intType()
                    .defaultValue(50)
                    .withDescription(
                            "How many near vectors a search collects in each segment before it takes the nearest of them, at least top_k. More find more of those that are really the nearest, and take longer.");

    /** How old the version may be that a streaming job searches. */
    public static final ConfigOption<Duration> REFRESH_INTERVAL =
            ConfigOptions.key("search.refresh-interval")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "How often a streaming job looks for what was added to the index. Batch jobs search what is there when they begin.");

    /** Where segments are built and fetched to. */
    public static final ConfigOption<String> LOCAL_FOLDER =
            ConfigOptions.key("local.folder")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "A folder of each task manager for segments that are built or searched. Default: the folder for temporary files of its JVM.");

    /** How much of an index a task manager fetches. */
    public static final ConfigOption<MemorySize> LOCAL_MAX_SIZE =
            ConfigOptions.key("local.max-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(32 << 10))
                    .withDescription(
                            "The most that a task manager fetches of this index. A larger index cannot be searched.");

    /** How many subtasks write. */
    public static final ConfigOption<Integer> PARALLELISM = FactoryUtil.SINK_PARALLELISM;

    private VectorIndexOptions() {}
}
