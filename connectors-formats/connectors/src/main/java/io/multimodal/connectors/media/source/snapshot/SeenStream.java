// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.snapshot;

import io.multimodal.connectors.media.source.listing.PathOrder;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** The files of segments with the changes to them, in order. Used by one thread. */
public final class SeenStream {
    /** What is in the segments, one after the other. */
    @FunctionalInterface
    interface Segments {
        /** The files of the next segment; empty where there is none. */
        List<SeenFile> next() throws IOException;
    }

    private final Segments segments;
    private final String position;
    private Iterator<SeenFile> segment = Collections.emptyIterator();
    private SeenFile written;
    private boolean ended;
    private final Iterator<Map.Entry<String, Long>> changes;
    private SeenFile change;

    SeenStream(Segments segments, NavigableMap<String, Long> changes, String position)
            throws IOException {
        this.segments = segments;
        this.position = position;
        this.changes =
                (position.isEmpty() ? changes : changes.tailMap(position, false))
                        .entrySet()
                        .iterator();
        nextWritten();
        nextChange();
    }

    /** One segment. */
    static Segments of(List<SeenFile> files) {
        Iterator<List<SeenFile>> one = List.of(files).iterator();
        return () -> one.hasNext() ? one.next() : List.of();
    }

    /** The next file; null where there is no other one. Blocks. */
    public SeenFile next() throws IOException {
        while (true) {
            SeenFile next;
            if (change == null) {
                next = written;
                nextWritten();
                return next;
            }
            int order = written == null ? 1 : PathOrder.compare(written.path(), change.path());
            if (order < 0) {
                next = written;
                nextWritten();
                return next;
            }
            next = change;
            nextChange();
            if (order == 0) {
                nextWritten();
            }
            if (next.stamp() != Stamps.GONE) {
                return next;
            }
        }
    }

    private void nextChange() {
        change = null;
        if (changes.hasNext()) {
            Map.Entry<String, Long> next = changes.next();
            change = new SeenFile(next.getKey(), next.getValue());
        }
    }

    private void nextWritten() throws IOException {
        written = null;
        while (written == null && !ended) {
            if (segment.hasNext()) {
                SeenFile next = segment.next();
                if (PathOrder.compare(next.path(), position) > 0) {
                    written = next;
                }
            } else {
                List<SeenFile> files = segments.next();
                segment = files.iterator();
                ended = files.isEmpty();
            }
        }
    }
}
