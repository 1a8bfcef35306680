// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * How a model is run. The settings do not change results.
 *
 * @param device the device that runs the model
 * @param concurrentRuns the number of batches that run at once, at least 1
 * @param intraOpThreads the number of threads that work on one batch, at least 1
 * @param maxBatchRows the maximum number of rows in a batch, at least 1
 * @param batchSizes the numbers of rows that a batch may have, ascending; the runtime fills a batch
 *     up to one of them with zeros, and drops the results of the filling. Empty for any number up
 *     to the maximum
 * @param maxBatchWait the longest time that a row waits for others while rows are being prepared
 * @param maxWaitingBytes the maximum number of bytes of prepared input that wait or run; further
 *     rows wait to be prepared
 * @param deviceOptions what the provider passes on to the device, by the names that the device uses
 */
@Public
public record RunSettings(
        Device device,
        int concurrentRuns,
        int intraOpThreads,
        int maxBatchRows,
        List<Integer> batchSizes,
        Duration maxBatchWait,
        long maxWaitingBytes,
        Map<String, String> deviceOptions)
        implements Serializable {
    /** The most concurrent runs that are chosen where nothing is configured: each holds memory. */
    private static final int DEFAULT_MOST_RUNS = 8;

    /** One batch is copied to a GPU while another one runs. */
    private static final int DEFAULT_RUNS_OF_GPU = 2;

    /** The factor between two sizes of batches on a GPU. */
    private static final int SIZE_STEP = 4;

    /** 256 MiB. */
    public static final long DEFAULT_WAITING_BYTES = 256L << 20;

    public RunSettings {
        if (concurrentRuns < 1 || intraOpThreads < 1 || maxBatchRows < 1) {
            throw new IllegalArgumentException(
                    "Concurrent runs, threads of a run and rows of a batch are at least 1: "
                            + concurrentRuns
                            + ", "
                            + intraOpThreads
                            + ", "
                            + maxBatchRows);
        }
        batchSizes = batchSizes.stream().sorted().distinct().toList();
        if (!batchSizes.isEmpty()
                && (batchSizes.get(0) < 1
                        || batchSizes.get(batchSizes.size() - 1) != maxBatchRows)) {
            throw new IllegalArgumentException(
                    "Sizes of batches are at least 1, and the largest is the maximum of rows, "
                            + maxBatchRows
                            + ": "
                            + batchSizes);
        }
        deviceOptions = Map.copyOf(deviceOptions);
    }

    /** Settings with batches of any number of rows and no options of the device. */
    public RunSettings(
            Device device,
            int concurrentRuns,
            int intraOpThreads,
            int maxBatchRows,
            Duration maxBatchWait,
            long maxWaitingBytes) {
        this(
                device,
                concurrentRuns,
                intraOpThreads,
                maxBatchRows,
                List.of(),
                maxBatchWait,
                maxWaitingBytes,
                Map.of());
    }

    /** The same settings with at most so many rows in a batch, and the sizes that this leaves. */
    public RunSettings withMaxBatchRows(int rows) {
        if (rows == maxBatchRows) {
            return this;
        }
        List<Integer> sizes = new ArrayList<>(batchSizes);
        sizes.removeIf(size -> size >= rows);
        if (!batchSizes.isEmpty()) {
            sizes.add(rows);
        }
        return with(rows, sizes);
    }

    /** The same settings with batches of one size. */
    public RunSettings withFixedBatchRows(int rows) {
        return with(rows, List.of(rows));
    }

    private RunSettings with(int maxRows, List<Integer> sizes) {
        return new RunSettings(
                device,
                concurrentRuns,
                intraOpThreads,
                maxRows,
                sizes,
                maxBatchWait,
                maxWaitingBytes,
                deviceOptions);
    }

    /**
     * How many batches run at once where nothing is configured. On a CPU one single-threaded run
     * for each core gives more rows a second than one run on all cores does; a GPU runs one batch
     * while the next one is copied.
     */
    public static int defaultConcurrentRuns(Device device, int cores) {
        return device.isCuda() ? DEFAULT_RUNS_OF_GPU : Math.min(cores, DEFAULT_MOST_RUNS);
    }

    /** How many threads work on one batch where nothing is configured: the cores, shared out. */
    public static int defaultIntraOpThreads(int cores, int concurrentRuns) {
        return Math.max(1, cores / concurrentRuns);
    }

    /**
     * How many rows a batch has at most where nothing is configured. On a CPU a row costs the same
     * alone as in a batch of four, and more in a batch that outgrows the caches.
     */
    public static int defaultMaxBatchRows(Device device) {
        return device.isCuda() ? 64 : 4;
    }

    /**
     * Which numbers of rows a batch may have where nothing is configured. On a CPU each number is
     * as good as another. On a GPU each new one costs up to a second, in which the fastest
     * algorithms are searched for: so it is the maximum, a quarter of that, and so on down to 1.
     */
    public static List<Integer> defaultBatchSizes(Device device, int maxBatchRows) {
        if (!device.isCuda()) {
            return List.of();
        }
        List<Integer> sizes = new ArrayList<>();
        for (int size = maxBatchRows; size > 1; size /= SIZE_STEP) {
            sizes.add(size);
        }
        sizes.add(1);
        Collections.reverse(sizes);
        return sizes;
    }

    /**
     * How long a row waits at most for others where nothing is configured. A small batch takes a
     * GPU nearly as long as one of a few times as many rows does.
     */
    public static Duration defaultMaxBatchWait(Device device) {
        return Duration.ofMillis(device.isCuda() ? 30 : 2);
    }
}
