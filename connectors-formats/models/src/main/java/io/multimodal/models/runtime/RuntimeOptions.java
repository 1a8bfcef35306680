// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.RunSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/** The options that models of every provider have. */
public final class RuntimeOptions {
    private static final String AUTO = "auto";

    /** What the model is for. */
    public static final ConfigOption<String> TASK =
            key("task")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "What the model is for: text-detection, text-recognition, text-orientation, classification, tensor, text-embedding, speech-segments, or a task that another jar adds.");

    /** Which version of the model is meant. */
    public static final ConfigOption<String> DIGEST =
            key("digest")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The digest that the model must have: sha256: and 64 digits, for an ONNX file without other files what sha256sum prints. A model with another digest is refused when a query is planned. Default: any.");

    /** Where it runs. */
    public static final ConfigOption<String> DEVICE =
            key("device")
                    .stringType()
                    .defaultValue(AUTO)
                    .withDescription(
                            "Where the model runs: cpu; cuda or cuda:0, cuda:1 and so on for a GPU; auto for the first GPU where the provider can use one, else the CPU. The page GPU says what a GPU needs.");

    /** How many batches run at once. */
    public static final ConfigOption<Integer> CONCURRENT_RUNS =
            key("concurrent-runs")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "How many batches run at once in a task manager. Default: one for each core up to 8; 2 on a GPU, one of which is copied while the other one runs.");

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
                    .withDescription(
                            "The most rows in a batch. Default: the largest of batch.sizes, else 4; 64 on a GPU.");

    /** Which numbers of rows a batch may have. */
    public static final ConfigOption<List<Integer>> BATCH_SIZES =
            key("batch.sizes")
                    .intType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "Which numbers of rows a batch may have, separated by semicolons; batches are filled up with zeros, whose results are dropped. Default: any number; on a GPU, where each new number costs a search for algorithms, batch.max-size, a quarter of that, and so on down to 1, or batch.max-size alone for a model with convolutions and one shape of inputs. Each runs once before the first row.");

    /** How long a row waits for company. */
    public static final ConfigOption<Duration> BATCH_MAX_WAIT =
            key("batch.max-wait")
                    .durationType()
                    .noDefaultValue()
                    .withDescription(
                            "How long a row waits at most for a fuller batch, and only while other rows are being prepared. Default: 2 ms; 30 ms on a GPU.");

    /** Options of a GPU, under the names that the provider's library gives them. */
    public static final ConfigOption<Map<String, String>> CUDA =
            key("cuda")
                    .mapType()
                    .noDefaultValue()
                    .withDescription(
                            "Options of the CUDA provider of ONNX Runtime under its own names, such as 'cuda.cudnn_conv_algo_search' = 'HEURISTIC' or 'cuda.gpu_mem_limit' = '8589934592'. Default: cudnn_conv_algo_search is EXHAUSTIVE and arena_extend_strategy kSameAsRequested where all inputs have one shape, else DEFAULT and kNextPowerOfTwo.");

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
                    DIGEST,
                    DEVICE,
                    CONCURRENT_RUNS,
                    INTRA_OP_THREADS,
                    BATCH_MAX_SIZE,
                    BATCH_SIZES,
                    BATCH_MAX_WAIT,
                    CUDA,
                    CACHE);

    private RuntimeOptions() {}

    /**
     * The device that the options name; empty for {@code auto}.
     *
     * @throws ValidationException if they name none
     */
    static Optional<Device> device(ReadableConfig options) {
        String word = options.get(DEVICE);
        Optional<Device> device = Device.named(word);
        if (device.isEmpty() && !word.equals(AUTO)) {
            throw new ValidationException(
                    "The option 'device' is 'auto', 'cpu', 'cuda', or 'cuda:1' and so on, not '%s'"
                            .formatted(word));
        }
        return device;
    }

    /**
     * How a model is run on a device.
     *
     * @throws ValidationException if the options do not fit each other
     */
    public static RunSettings runSettings(Configuration options, Device device) {
        int cores = Runtime.getRuntime().availableProcessors();
        int runs =
                options.getOptional(CONCURRENT_RUNS)
                        .orElse(RunSettings.defaultConcurrentRuns(device, cores));
        List<Integer> asked = options.getOptional(BATCH_SIZES).orElse(List.of());
        int most =
                options.getOptional(BATCH_MAX_SIZE)
                        .or(() -> asked.stream().max(Integer::compare))
                        .orElse(RunSettings.defaultMaxBatchRows(device));
        try {
            return new RunSettings(
                    device,
                    runs,
                    options.getOptional(INTRA_OP_THREADS)
                            .orElse(RunSettings.defaultIntraOpThreads(cores, runs)),
                    most,
                    asked.isEmpty() ? RunSettings.defaultBatchSizes(device, most) : asked,
                    options.getOptional(BATCH_MAX_WAIT)
                            .orElse(RunSettings.defaultMaxBatchWait(device)),
                    RunSettings.DEFAULT_WAITING_BYTES,
                    options.getOptional(CUDA).orElse(Map.of()));
        } catch (IllegalArgumentException e) {
            throw PlanningFailure.of(e);
        }
    }
}
