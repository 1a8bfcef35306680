// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.snapshot.SeenFiles;
import io.multimodal.connectors.media.source.snapshot.Stamps;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/** What a step finds out about the files that were seen before it. */
final class Changes {
    final List<ListedFile> found = new ArrayList<>();
    private final SeenFiles before;

    /** Null until there is a change. */
    private NavigableMap<String, Long> stamps;

    private int count;

    Changes(SeenFiles before) {
        this.before = before;
    }

    /** A file is new or changed, and is read. */
    void take(ListedFile file) {
        found.add(file);
        note(file.key(), Stamps.of(file));
    }

    /** A file has this stamp now. */
    void note(String key, long stamp) {
        stamps().put(key, stamp);
        count++;
    }

    /** A file is not there any more. */
    void gone(String key) {
        if (before.index().isEmpty()) {
            stamps().remove(key);
        } else {
            stamps().put(key, Stamps.GONE);
        }
        count++;
    }

    /** Whether this step took the file, as it is, already. */
    boolean hasTaken(String key, long stamp) {
        return stamps != null && Long.valueOf(stamp).equals(stamps.get(key));
    }

    int count() {
        return count;
    }

    SeenFiles seen() {
        return stamps == null ? before : new SeenFiles(before.index(), stamps);
    }

    private NavigableMap<String, Long> stamps() {
        if (stamps == null) {
            stamps = SeenFiles.ordered(before.changes());
        }
        return stamps;
    }
}
