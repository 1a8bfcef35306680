// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.index;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A version of an index.
 *
 * @param schema of all rows
 * @param segments with all rows
 * @param merged ids of segments whose rows are in other segments now, the last ones only: a commit
 *     that is repeated does not add them again
 */
public record Manifest(IndexSchema schema, List<Segment> segments, List<String> merged) {
    private static final int MOST_MERGED = 2_000;

    public Manifest {
        segments = List.copyOf(segments);
        merged = List.copyOf(merged);
    }

    /** An index without rows. */
    static Manifest empty(IndexSchema schema) {
        return new Manifest(schema, List.of(), List.of());
    }

    /** How many rows the index has. */
    public long rows() {
        return segments.stream().mapToLong(Segment::rows).sum();
    }

    /** With these segments, but for those that it has or had. */
    public Manifest with(List<Segment> added) {
        Set<String> known = new HashSet<>(merged);
        segments.forEach(segment -> known.add(segment.id()));
        List<Segment> all = new ArrayList<>(segments);
        added.stream().filter(segment -> known.add(segment.id())).forEach(all::add);
        return new Manifest(schema, all, merged);
    }

    /** With one segment in the place of others; unchanged where one of them is no longer here. */
    public Manifest merged(List<Segment> before, Segment after) {
        List<Segment> all = new ArrayList<>(segments);
        if (!all.containsAll(before)) {
            return this;
        }
        all.removeAll(before);
        all.add(after);
        List<String> ids = new ArrayList<>(merged);
        before.forEach(segment -> ids.add(segment.id()));
        return new Manifest(
                schema, all, ids.subList(Math.max(0, ids.size() - MOST_MERGED), ids.size()));
    }
}
