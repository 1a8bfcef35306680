// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.multimodal.models.spi.Device;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;

/** The options that models of every provider have. */
public final class RuntimeOptions {
    /** What the model is for. */
    public static final ConfigOption<String> TASK =
            key("task")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "What the model is for: text-detection, text-recognition, text-orientation, classification, tensor, or a task that another jar adds.");

    /** Where it runs. */
    public static final ConfigOption<Device> DEVICE =
            key("device")
                    .enumType(Device.class)
                    .defaultValue(Device.CPU)
                    .withDescription(
                            "Where the model runs: cpu, or cuda where the provider supports it; the provider onnx needs the GPU build of ONNX Runtime on the class path for cuda.");

    /** How many batches run at once. */
    public static final ConfigOption<Integer> CONCURRENT_RUNS =
            key("concurrent-runs")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "How many batches run at once in a task manager. Default: one for each core up to 8; 1 on a GPU.");

    /** How many threads work on one batch. */
    public static final ConfigOption<Integer> INTRA_OP_THREADS =
            key("intra-op-threads")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "How many threads work on one batch. Default: the cores divided by concurrent-runs.");

    /** The most rows in a batch. */
    public static final ConfigOption<Integer> BATCH_MAX_SIZE =
            key("batch.max-size")
                    .intType()
                    .noDefaultValue()
                    .withDescription("The most rows in a batch. Default: 4; 32 on a GPU.");

    /** How long a row waits for company. */
    public static final ConfigOption<Duration> BATCH_MAX_WAIT =
            key("batch.max-wait")
                    .durationType()
                    .defaultValue(Duration.ofMillis(2))
                    .withDescription(
                            "How long a row waits at most for a fuller batch, and only while other rows are being prepared.");

    /** Whether results are remembered. */
    public static final ConfigOption<Boolean> CACHE =
            key("cache")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether results are remembered in the store, so that no image is inferred twice with the same model and options.");

    /** Those that may be left out. */
    public static final Set<ConfigOption<?>> OPTIONAL =
            Set.of(
                    DEVICE,
                    CONCURRENT_RUNS,
                    INTRA_OP_THREADS,
                    BATCH_MAX_SIZE,
                    BATCH_MAX_WAIT,
                    CACHE);

    private RuntimeOptions() {}
}
