// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import io.multimodal.connectors.media.source.listing.FileStamp;
import io.multimodal.connectors.media.source.listing.ListedFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tells which files of a folder that is listed again and again are to be read: those that are new
 * or changed, once they have settled. A file has settled when it was seen with the same size and
 * time of modification for the settle time, by the clock of this process: a writer's clock is not
 * asked.
 */
final class Arrivals {
    private final long settleNanos;
    private final LongSupplier nanoClock;
    private final Map<String, FileStamp> taken;
    private Map<String, Unsettled> unsettled = new HashMap<>();

    /**
     * @param taken the files that were taken before, by path
     */
    Arrivals(Duration settleTime, LongSupplier nanoClock, Map<String, FileStamp> taken) {
        this.settleNanos = settleTime.toNanos();
        this.nanoClock = nanoClock;
        this.taken = new HashMap<>(taken);
    }

    /**
     * Those that are to be read now.
     *
     * @param listed all files of the folder, or the {@link #unsettled} ones of them, as they are
     */
    List<ListedFile> next(List<ListedFile> listed) {
        long now = nanoClock.getAsLong();
        List<ListedFile> ready = new ArrayList<>();
        Map<String, Unsettled> still = new HashMap<>();
        for (ListedFile file : listed) {
            String path = file.path().toString();
            FileStamp stamp = FileStamp.of(file);
            FileStamp before = taken.get(path);
            if (FileStamp.UNKNOWN.equals(before)) {
                taken.put(path, stamp);
            } else if (!stamp.equals(before)) {
                Unsettled seen = unsettled.get(path);
                long since = seen != null && seen.isStill(stamp) ? seen.sinceNanos() : now;
                if (now - since >= settleNanos) {
                    taken.put(path, stamp);
                    ready.add(file);
                } else {
                    still.put(path, new Unsettled(file, since));
                }
            }
        }
        unsettled = still;
        return ready;
    }

    /** Files that were seen, and not long enough. */
    List<ListedFile> unsettled() {
        return unsettled.values().stream().map(Unsettled::file).toList();
    }

    /** All files that were taken, by path. */
    Map<String, FileStamp> taken() {
        return taken;
    }

    private record Unsettled(ListedFile file, long sinceNanos) {
        boolean isStill(FileStamp stamp) {
            return FileStamp.of(file).equals(stamp);
        }
    }
}
