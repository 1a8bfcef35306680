// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * When the packs of which epochs were listed, all of them and the recent ones, and which listing is
 * due. A miss lists what is new: how many packs there are in all makes it no longer. Guarded by its
 * user.
 */
final class PackLooks {
    /**
     * How far the clocks of those who name packs may be apart. Within two seconds new packs are
     * found at once; beyond, as soon as it is worth its requests. Servers take no request of a
     * client whose clock is off by more than 15 minutes.
     */
    private static final long[] SPANS_MILLIS = {2_000, 60_000, 35 * 60_000};

    private static final int SPANS = SPANS_MILLIS.length;

    /** The longest span. */
    static final int LONGEST = SPANS - 1;

    static final long FARTHEST_MILLIS = SPANS_MILLIS[LONGEST];

    /** Only a pack whose name is of a clock that is off by more than that is found later. */
    private static final Duration WHOLE_REST = Duration.ofMinutes(10);

    private final PackLook[] recent = new PackLook[SPANS];
    private final PackLook whole;
    private final LongSupplier nanos;
    private final long[] startMillis = new long[SPANS];
    private final Map<Long, long[]> lookedAtMillis = new HashMap<>();

    /** Since when all packs are known that lay in an epoch then. */
    private final Map<Long, Long> knownAtNanos = new HashMap<>();

    /**
     * @param nanos the clock
     */
    PackLooks(LongSupplier nanos) {
        this.nanos = nanos;
        Arrays.fill(startMillis, System.currentTimeMillis());
        this.whole = new PackLook(nanos, WHOLE_REST.toNanos());
        for (int span = 0; span < SPANS; span++) {
            recent[span] = new PackLook(nanos, 1);
        }
    }

    /** A listing begins. */
    Start start() {
        return new Start(nanos.getAsLong(), System.currentTimeMillis());
    }

    /** How long ago that was. */
    long sinceNanos(Start start) {
        return nanos.getAsLong() - start.nanos;
    }

    /** The longest span of which the packs are to be listed now. */
    int longestDue() {
        int span = LONGEST;
        while (span > 0 && !recent[span].isDue()) {
            span--;
        }
        return span;
    }

    /** Whether all packs are to be listed now. */
    boolean isWholeDue(long[] epochs) {
        return whole.isDue() || !Arrays.stream(epochs).allMatch(knownAtNanos::containsKey);
    }

    /** Whether all packs of these epochs are known that lay there at a time. */
    boolean knowsAllOf(long[] epochs, long atNanos) {
        return Arrays.stream(epochs)
                .allMatch(
                        epoch -> {
                            Long known = knownAtNanos.get(epoch);
                            return known != null && known - atNanos > 0;
                        });
    }

    /** From which names on the packs of a span are listed. */
    long fromMillis(long epoch, int span, Start now) {
        long lookedAt = lookedAtMillis.getOrDefault(epoch, startMillis)[span];
        return Math.min(lookedAt, now.millis) - SPANS_MILLIS[span];
    }

    /** The recent packs of an epoch were listed, those of a span and so of all shorter ones. */
    void sawRecent(long epoch, int longest, Start start) {
        long[] lookedAt = lookedAtMillis.computeIfAbsent(epoch, each -> startMillis.clone());
        Arrays.fill(lookedAt, 0, longest + 1, start.millis);
    }

    /** A listing of a span has ended. */
    void took(int span, Start start, long tookNanos, int listed) {
        recent[span].done(start.nanos, tookNanos, listed);
    }

    /**
     * All packs of an epoch are known.
     *
     * @param known how many there are, in all epochs
     */
    void knowsAll(long epoch, Start start, long tookNanos, int known) {
        knownAtNanos.put(epoch, start.nanos);
        whole.done(start.nanos, tookNanos, known);
    }

    /** When a listing began, by both clocks. */
    record Start(long nanos, long millis) {}
}
