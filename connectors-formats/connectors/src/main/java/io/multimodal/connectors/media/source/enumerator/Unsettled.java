// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.snapshot.Stamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The files of a monitored folder that are new or changed and have not settled. A file has settled
 * when it was seen with the same size and time of modification for the settle time, by the clock of
 * this process: a writer's clock is not asked. Used by one thread.
 */
final class Unsettled {
    private final long settleNanos;
    private final LongSupplier nanoClock;
    private final Map<String, Seen> files = new HashMap<>();

    private record Seen(ListedFile file, long sinceNanos) {}

    Unsettled(Duration settleTime, LongSupplier nanoClock) {
        this.settleNanos = settleTime.toNanos();
        this.nanoClock = nanoClock;
    }

    /** Whether a file, as it is now, has settled; if not, it is kept until it has. */
    boolean isSettled(ListedFile file) {
        long now = nanoClock.getAsLong();
        Seen seen = files.get(file.key());
        boolean same = seen != null && Stamps.of(seen.file()) == Stamps.of(file);
        long since = same ? seen.sinceNanos() : now;
        if (now - since >= settleNanos) {
            files.remove(file.key());
            return true;
        }
        files.put(file.key(), new Seen(file, since));
        return false;
    }

    /** Those that have settled, out of all that are kept; what has vanished is kept no longer. */
    List<ListedFile> settled(Collection<ListedFile> asTheyAre) {
        Map<String, ListedFile> present = new HashMap<>();
        asTheyAre.forEach(file -> present.put(file.key(), file));
        files.keySet().retainAll(present.keySet());
        List<ListedFile> settled = new ArrayList<>();
        for (ListedFile file : present.values()) {
            if (isSettled(file)) {
                settled.add(file);
            }
        }
        return settled;
    }

    /** A file is as it was when it was taken. */
    void forget(String key) {
        files.remove(key);
    }

    int size() {
        return files.size();
    }

    List<ListedFile> all() {
        return files.values().stream().map(Seen::file).toList();
    }
}
