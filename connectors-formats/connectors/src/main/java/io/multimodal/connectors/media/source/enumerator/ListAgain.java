// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import io.multimodal.connectors.media.source.listing.FileStream;
import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.listing.Listing;
import io.multimodal.connectors.media.source.listing.PathOrder;
import io.multimodal.connectors.media.source.snapshot.SeenFile;
import io.multimodal.connectors.media.source.snapshot.SeenFiles;
import io.multimodal.connectors.media.source.snapshot.SeenSegments;
import io.multimodal.connectors.media.source.snapshot.SeenStream;
import io.multimodal.connectors.media.source.snapshot.SegmentStore;
import io.multimodal.connectors.media.source.snapshot.Stamps;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Lists a folder again and again, and finds the files that are new or changed: a round merges the
 * listing with the files that were seen, both of which are streams in the order of paths.
 *
 * <p>Each step gives what was seen with what it found, so that a round that is broken off, by a
 * failure or the end of the job, is begun anew and finds nothing twice.
 */
public final class ListAgain implements ListingSteps {
    private static final int FILES_IN_A_STEP = 2048;
    private static final int LISTED_IN_A_STEP = 100_000;

    /** So many files are waited for at once; the listing goes on when some have settled. */
    private static final int MOST_UNSETTLED = 1 << 16;

    private final Listing listing;
    private final long intervalNanos;
    private final LongSupplier nanoClock;
    private final SegmentStore store;
    private final SeenSegments segments;
    private final Unsettled unsettled;

    /** The round; null between two. */
    private FileStream files;

    private ListedFile next;
    private String position = "";
    private KeptFolders kept;
    private long begunNanos;
    private boolean first = true;

    /**
     * @param store keeps which files were seen; closed with this
     * @param nanoClock as {@code System.nanoTime}
     */
    public ListAgain(Listing listing, Monitoring how, SegmentStore store, LongSupplier nanoClock) {
        this.listing = listing;
        this.intervalNanos = how.interval().toNanos();
        this.nanoClock = nanoClock;
        this.store = store;
        this.segments = new SeenSegments(store);
        this.unsettled =
                new Unsettled(listing.writesAtOnce() ? Duration.ZERO : how.settleTime(), nanoClock);
    }

    @Override
    public Step next(ListingProgress from) throws IOException {
        Changes changes = new Changes(from.seen());
        if (unsettled.size() > 0) {
            unsettled.settled(listing.again(unsettled.all())).forEach(changes::take);
        }
        long listed = 0;
        try {
            if (begins()) {
                listed = goOn(from.seen(), changes);
            }
        } catch (IOException | RuntimeException e) {
            breakOff();
            throw e;
        }
        SeenFiles seen = changes.seen();
        if (seen.changes().size() >= SeenSegments.MOST_CHANGES) {
            seen = segments.written(seen);
        }
        boolean more = files != null && unsettled.size() < MOST_UNSETTLED;
        return new Step(changes.found, from.with(seen), more, listed);
    }

    /** Whether a round is under way, or it is time for one. */
    private boolean begins() throws IOException {
        long now = nanoClock.getAsLong();
        if (files == null && (first || now - begunNanos >= intervalNanos)) {
            begunNanos = now;
            first = false;
            files = listing.after("");
            next = files.next();
            position = "";
            kept = new KeptFolders();
        }
        return files != null && unsettled.size() < MOST_UNSETTLED;
    }

    private long goOn(SeenFiles before, Changes changes) throws IOException {
        SeenStream seen = segments.after(before, position);
        SeenFile old = seen.next();
        long listed = 0;
        while ((next != null || old != null)
                && listed < LISTED_IN_A_STEP
                && changes.count() < FILES_IN_A_STEP
                && unsettled.size() < MOST_UNSETTLED) {
            int order =
                    next == null ? 1 : old == null ? -1 : PathOrder.compare(next.key(), old.path());
            if (order <= 0) {
                meet(next, order == 0 ? old : null, changes);
                position = next.key();
                next = files.next();
                listed++;
            } else if (!kept.hold(old.path())) {
                changes.gone(old.path());
            }
            if (order >= 0) {
                position = PathOrder.compare(old.path(), position) > 0 ? old.path() : position;
                old = seen.next();
            }
        }
        if (next == null && old == null) {
            breakOff();
        }
        return listed;
    }

    private void meet(ListedFile file, SeenFile old, Changes changes) {
        long stamp = Stamps.of(file);
        if (old != null && old.stamp() == stamp) {
            unsettled.forget(file.key());
        } else if (old != null && old.stamp() == Stamps.UNKNOWN) {
            changes.note(file.key(), stamp);
        } else if (!changes.hasTaken(file.key(), stamp) && unsettled.isSettled(file)) {
            changes.take(file);
        }
        if (file.modified().equals(Instant.EPOCH)) {
            kept.add(file.key());
        }
    }

    /** The next round begins at the beginning. */
    private void breakOff() throws IOException {
        FileStream broken = files;
        files = null;
        next = null;
        if (broken != null) {
            broken.close();
        }
    }

    @Override
    public void close() throws IOException {
        try (listing) {
            store.close();
        }
    }

    /**
     * Folders that could not be listed this time: what was seen in them is taken to be there. They
     * are met in order, and what lies in one comes a little later.
     */
    private static final class KeptFolders {
        private final List<String> folders = new ArrayList<>();

        void add(String folder) {
            forgetBefore(folder);
            folders.add(folder + "/");
        }

        boolean hold(String path) {
            forgetBefore(path);
            return folders.stream().anyMatch(path::startsWith);
        }

        private void forgetBefore(String path) {
            folders.removeIf(
                    folder -> !path.startsWith(folder) && PathOrder.compare(path, folder) > 0);
        }
    }
}
