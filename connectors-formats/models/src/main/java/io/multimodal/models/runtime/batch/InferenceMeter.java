// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a model does on its device, over all its users in this process. Thread-safe. */
public final class InferenceMeter {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Optional<InferenceMeter> whole;
    private final LongAdder batches = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder padding = new LongAdder();
    private final LongAdder busyNanos = new LongAdder();
    private final LongAdder gatherNanos = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAdder idleForDecoding = new LongAdder();
    private final LongAdder idleForInput = new LongAdder();

    /** A meter of its own. */
    public InferenceMeter() {
        this.whole = Optional.empty();
    }

    /** A meter of a part, which counts for the whole, too. */
    InferenceMeter(InferenceMeter whole) {
        this.whole = Optional.of(whole);
    }

    /**
     * One batch has run.
     *
     * @param rowCount how many rows it had
     * @param rowsRun how many ran, with the padding
     * @param busy how long its lane worked on it, in nanoseconds
     * @param waited how long its first row had waited, in nanoseconds
     */
    void batch(int rowCount, int rowsRun, long busy, long waited) {
        batches.increment();
        rows.add(rowCount);
        padding.add(rowsRun - rowCount);
        busyNanos.add(busy);
        waitedNanos.add(waited);
        whole.ifPresent(meter -> meter.batch(rowCount, rowsRun, busy, waited));
    }

    /** The rows of a batch were copied into one buffer. */
    void gathered(long nanos) {
        gatherNanos.add(nanos);
        whole.ifPresent(meter -> meter.gathered(nanos));
    }

    /**
     * A lane had nothing to run.
     *
     * @param whileDecoding whether all cores were at work on rows meanwhile
     */
    void idle(boolean whileDecoding, long nanos) {
        (whileDecoding ? idleForDecoding : idleForInput).add(nanos);
        whole.ifPresent(meter -> meter.idle(whileDecoding, nanos));
    }

    /** How many batches ran. */
    public long batches() {
        return batches.sum();
    }

    /** How many rows ran. */
    public long rows() {
        return rows.sum();
    }

    /** How many rows of zeros ran to fill batches up. */
    public long padding() {
        return padding.sum();
    }

    /** How long lanes ran batches, summed over lanes, in nanoseconds. */
    public long busyNanos() {
        return busyNanos.sum();
    }

    /** How much of that lanes copied rows into one buffer, in nanoseconds. */
    public long gatherNanos() {
        return gatherNanos.sum();
    }

    /** How long the first row of each batch had waited, summed, in nanoseconds. */
    public long waitedNanos() {
        return waitedNanos.sum();
    }

    /** The share of the time of lanes in which they ran batches, 0 to 1. */
    public double busyShare() {
        return share(busyNanos);
    }

    /** The share of the time of lanes in which they waited and all cores prepared rows, 0 to 1. */
    public double idleForDecodingShare() {
        return share(idleForDecoding);
    }

    /** The share of the time of lanes in which they waited and cores did, too, 0 to 1. */
    public double idleForInputShare() {
        return share(idleForInput);
    }

    private double share(LongAdder part) {
        long nanos = part.sum();
        long all = busyNanos.sum() + idleForDecoding.sum() + idleForInput.sum();
        return all == 0 ? 0 : (double) nanos / all;
    }

    /** The stage that limits the rows per second. */
    public Bottleneck bottleneck() {
        return Bottleneck.of(busyNanos.sum(), idleForDecoding.sum(), idleForInput.sum());
    }

    /** One sentence for a log. */
    String summary() {
        long batchCount = Math.max(1, batches());
        return String.format(
                Locale.ROOT,
                "%d rows in %d batches of %.1f rows and %.0f %% padding; a batch waited %.1f ms and ran %.1f ms, of which copying into one buffer took %.1f ms; lanes were busy %.0f %% of the time; bottleneck: %s",
                rows(),
                batches(),
                (double) rows() / batchCount,
                100.0 * padding() / Math.max(1, rows() + padding()),
                millis(waitedNanos()) / batchCount,
                millis(busyNanos()) / batchCount,
                millis(gatherNanos()) / batchCount,
                100 * busyShare(),
                bottleneck());
    }

    private static double millis(long nanos) {
        return nanos / NANOS_PER_SECOND * 1000;
    }
}
