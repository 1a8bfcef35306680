// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.io.Serializable;
import java.time.Duration;

/**
 * How a model is run. The settings do not change results.
 *
 * @param device the device that runs the model
 * @param concurrentRuns the number of batches that run at once, at least 1
 * @param intraOpThreads the number of threads that work on one batch, at least 1
 * @param maxBatchRows the maximum number of rows in a batch, at least 1
 * @param maxBatchWait the longest time that a row waits for others while rows are being prepared
 * @param maxWaitingBytes the maximum number of bytes of prepared input that wait or run; further
 *     rows wait to be prepared
 */
@Public
public record RunSettings(
        Device device,
        int concurrentRuns,
        int intraOpThreads,
        int maxBatchRows,
        Duration maxBatchWait,
        long maxWaitingBytes)
        implements Serializable {
    /** The most concurrent runs that are chosen where nothing is configured: each holds memory. */
    private static final int DEFAULT_MOST_RUNS = 8;

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
    }

    /** The same settings with at most so many rows in a batch. */
    public RunSettings withMaxBatchRows(int rows) {
        return new RunSettings(
                device, concurrentRuns, intraOpThreads, rows, maxBatchWait, maxWaitingBytes);
    }

    /**
     * How many batches run at once where nothing is configured. On a CPU one single-threaded run
     * for each core gives more rows a second than one run on all cores does; a GPU takes one batch
     * after the other.
     */
    public static int defaultConcurrentRuns(Device device, int cores) {
        return device == Device.CUDA ? 1 : Math.min(cores, DEFAULT_MOST_RUNS);
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
        return device == Device.CUDA ? 32 : 4;
    }
}
