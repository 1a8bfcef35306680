// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.snapshot;

import io.multimodal.connectors.media.source.listing.PathOrder;
import io.multimodal.store.Puts;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;

/**
 * The segments of the files that were seen: where each begins, of all; what is in it, of the one
 * that is read. Where segments end is a matter of the paths alone, so that a file that comes or
 * goes changes the segment that it lies in and leaves the others the same objects. Used by one
 * thread.
 */
public final class SeenSegments {
    /** How many changes are kept apart from the segments. */
    public static final int MOST_CHANGES = 4096;

    /** A segment ends after one in so many files; the index after one in so many segments. */
    private static final int MEAN_SEGMENT = 1024;

    private static final int MEAN_INDEX = 128;

    /** Whatever the paths, none gets longer than this many times the mean. */
    private static final int LONGEST = 8;

    private record Segment(String first, ObjectRef ref) {}

    private final SegmentStore store;

    /** Of which index {@link #segments} are. */
    private List<ObjectRef> index = List.of();

    private List<Segment> segments = List.of();

    /** By the references of the segments that it lists, each piece of the index. */
    private Map<List<Segment>, ObjectRef> pieces = Map.of();

    public SeenSegments(SegmentStore store) {
        this.store = store;
    }

    /** The files that were seen and have not gone, behind a position, in order. */
    public SeenStream after(SeenFiles seen, String position) throws IOException {
        load(seen);
        int from = find(position);
        return new SeenStream(
                new SeenStream.Segments() {
                    private int at = from;

                    @Override
                    public List<SeenFile> next() throws IOException {
                        return at < segments.size() ? read(segments.get(at++)) : List.of();
                    }
                },
                seen.changes(),
                position);
    }

    /** The segment that a path lies in, or would. */
    private int find(String path) {
        int found =
                Collections.binarySearch(
                        segments,
                        new Segment(path, null),
                        (one, other) -> PathOrder.compare(one.first(), other.first()));
        return Math.max(0, found >= 0 ? found : -found - 2);
    }

    private List<SeenFile> read(Segment segment) throws IOException {
        return SeenFilesCodec.decode(store.get(segment.ref()));
    }

    /** The same files with the changes in the segments; what did not change is not written. */
    public SeenFiles written(SeenFiles seen) throws IOException {
        load(seen);
        Segments to = new Segments();
        NavigableMap<String, Long> changes = seen.changes();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            NavigableMap<String, Long> mine = changes;
            if (i > 0) {
                mine = mine.tailMap(segment.first(), true);
            }
            if (i + 1 < segments.size()) {
                mine = mine.headMap(segments.get(i + 1).first(), false);
            }
            if (mine.isEmpty() && to.open.isEmpty()) {
                to.ended.add(CompletableFuture.completedFuture(segment));
            } else {
                List<SeenFile> files = read(segment);
                to.addAll(new SeenStream(SeenStream.of(files), mine, ""));
            }
        }
        if (segments.isEmpty()) {
            to.addAll(new SeenStream(List::of, changes, ""));
        }
        to.end();
        return index(durable(to.ended));
    }

    private final class Segments {
        /** Some are on their way to the store. */
        private final List<CompletableFuture<Segment>> ended = new ArrayList<>();

        private final List<SeenFile> open = new ArrayList<>();

        void addAll(SeenStream files) throws IOException {
            for (SeenFile file = files.next(); file != null; file = files.next()) {
                open.add(file);
                if (ends(file.path(), open.size(), MEAN_SEGMENT)) {
                    end();
                }
            }
        }

        void end() throws IOException {
            if (!open.isEmpty()) {
                String first = open.get(0).path();
                ended.add(
                        store.put(SeenFilesCodec.encode(open))
                                .thenApply(ref -> new Segment(first, ref)));
                open.clear();
            }
        }
    }

    /** What they come to; blocks until all are durable. */
    private static <T> List<T> durable(List<CompletableFuture<T>> futures) throws IOException {
        List<T> all = new ArrayList<>(futures.size());
        for (CompletableFuture<T> future : futures) {
            all.add(Puts.await(future));
        }
        return all;
    }

    private static boolean ends(String path, int length, int mean) {
        return Stamps.hash(path) % mean == 0 || length >= LONGEST * mean;
    }

    private SeenFiles index(List<Segment> ended) throws IOException {
        List<List<Segment>> split = new ArrayList<>();
        List<CompletableFuture<ObjectRef>> puts = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= ended.size(); to++) {
            if (to == ended.size() || ends(ended.get(to - 1).first(), to - from, MEAN_INDEX)) {
                List<Segment> piece = List.copyOf(ended.subList(from, to));
                ObjectRef known = pieces.get(piece);
                split.add(piece);
                puts.add(
                        known != null
                                ? CompletableFuture.completedFuture(known)
                                : store.put(IndexPiece.encode(refs(piece))));
                from = to;
            }
        }
        List<ObjectRef> written = durable(puts);
        Map<List<Segment>, ObjectRef> by = new HashMap<>();
        for (int i = 0; i < written.size(); i++) {
            by.put(split.get(i), written.get(i));
        }
        segments = ended;
        index = written;
        pieces = by;
        return new SeenFiles(written, Map.of());
    }

    private void load(SeenFiles seen) throws IOException {
        if (index.equals(seen.index())) {
            return;
        }
        List<Segment> all = new ArrayList<>();
        Map<List<Segment>, ObjectRef> by = new HashMap<>();
        for (ObjectRef ref : seen.index()) {
            List<Segment> piece = new ArrayList<>();
            IndexPiece.decode(store.get(ref))
                    .forEach((first, segment) -> piece.add(new Segment(first, segment)));
            by.put(List.copyOf(piece), ref);
            all.addAll(piece);
        }
        segments = all;
        index = seen.index();
        pieces = by;
    }

    private static Map<String, ObjectRef> refs(List<Segment> piece) {
        Map<String, ObjectRef> refs = new LinkedHashMap<>();
        piece.forEach(segment -> refs.put(segment.first(), segment.ref()));
        return refs;
    }
}
