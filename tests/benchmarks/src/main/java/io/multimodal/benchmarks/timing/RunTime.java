// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.timing;

/**
 * How long a number of rows took.
 *
 * @param rows how many
 * @param nanos by the clock
 * @param processorNanos of all threads of this process, without Java's compilers
 */
public record RunTime(long rows, long nanos, long processorNanos) {
    /** Nothing yet. */
    public static final RunTime NONE = new RunTime(0, 0, 0);

    /** Both together, as one run after the other. */
    public RunTime plus(RunTime other) {
        return new RunTime(
                rows + other.rows, nanos + other.nanos, processorNanos + other.processorNanos);
    }

    /** Rows a second, by the clock. */
    public double perSecond() {
        return rows * 1e9 / nanos;
    }

    /** Milliseconds of processor time a row. */
    public double processorMillis() {
        return processorNanos / 1e6 / rows;
    }

    /** The moment from which rows are timed. */
    public record Start(long nanos, long processorNanos) {
        /** So many rows are done since then. */
        public RunTime until(long rows) {
            return new RunTime(
                    rows, System.nanoTime() - nanos, ProcessorTime.nanos() - processorNanos);
        }
    }

    /** Now. */
    public static Start start() {
        return new Start(System.nanoTime(), ProcessorTime.nanos());
    }
}
