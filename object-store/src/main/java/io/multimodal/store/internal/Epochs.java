// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.error.StoreException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The epochs of a store, which are the names of write-once entries: the greatest is the present
 * one, so that a late write of an old name cannot turn it back. Thread-safe.
 */
public final class Epochs {
    /** The epoch of a new store. */
    public static final long FIRST = 1;

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final Names names;
    private final long refreshNanos;
    private final Clocks clocks;
    private volatile long[] newestFirst = {FIRST};
    private volatile long listedAtNanos;
    private volatile boolean leased;

    /**
     * The epochs of a store, not listed yet.
     *
     * @param names lists them
     * @param refresh how old {@link #present} may be
     */
    public Epochs(Names names, Duration refresh) {
        this(names, refresh, Clocks.SYSTEM);
    }

    /** The same by other clocks. */
    public Epochs(Names names, Duration refresh, Clocks clocks) {
        this.names = names;
        this.refreshNanos = refresh.toNanos();
        this.clocks = clocks;
        this.listedAtNanos = clocks.nanos() - 2 * refreshNanos;
    }

    /** Whether a name is that of an epoch: its number. */
    public static boolean isEpoch(String name) {
        return NUMBER.matcher(name).matches();
    }

    /** The epochs known, the newest first; see {@link #list}. */
    public long[] known() {
        return newestFirst;
    }

    /** Whether whoever puts into this store holds a lease, as far as it was listed. */
    boolean areLeased() {
        return leased;
    }

    /** The epoch that is published in. Blocks where it has to be looked up. */
    public long present() throws StoreException {
        if (clocks.nanos() - listedAtNanos > refreshNanos) {
            list();
        }
        return newestFirst[0];
    }

    /**
     * Looks again which epochs there are. Blocks.
     *
     * @return whether there are others than were known
     */
    public boolean list() throws StoreException {
        long now = clocks.nanos();
        List<String> there = names.list();
        if (there.contains(WriterLease.MARKER)) {
            leased = true;
        }
        long[] found =
                there.stream()
                        .filter(Epochs::isEpoch)
                        .map(Long::valueOf)
                        .sorted(Comparator.reverseOrder())
                        .mapToLong(Long::longValue)
                        .toArray();
        if (found.length == 0) {
            found = new long[] {FIRST};
        }
        return take(found, now);
    }

    /** Two may list at once: the slower one may have seen less, and is not believed. */
    private synchronized boolean take(long[] found, long now) {
        if (found[0] < newestFirst[0]) {
            return false;
        }
        boolean changed = !Arrays.equals(found, newestFirst);
        newestFirst = found;
        listedAtNanos = now;
        return changed;
    }

    /** The names in the place where epochs are published, others among them. */
    @FunctionalInterface
    public interface Names {
        List<String> list() throws StoreException;
    }
}
