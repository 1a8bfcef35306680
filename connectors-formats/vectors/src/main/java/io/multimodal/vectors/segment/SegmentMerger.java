// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.segment;

import io.multimodal.vectors.index.IndexManifests;
import io.multimodal.vectors.index.Manifest;
import io.multimodal.vectors.index.Segment;
import io.multimodal.vectors.index.SegmentStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/**
 * Merges small segments into larger ones, so that a search looks into few. Rows are copied, and the
 * graph of the largest segment is extended. Used by one thread; every call blocks.
 */
public final class SegmentMerger {
    /** So many segments of about the same size are merged. */
    static final int FAN_IN = 10;

    /** A segment with more rows stays as it is. */
    static final long MOST_ROWS = 1_000_000;

    private static final long SMALLEST_TIER = 1_000;

    private final VectorIndex index;
    private final SegmentStore store;

    /**
     * @param store not closed with this
     */
    public SegmentMerger(VectorIndex index, SegmentStore store) {
        this.index = index;
        this.store = store;
    }

    /** Merges until nothing is left to be merged, or the thread is interrupted. */
    public void run() throws IOException {
        try (IndexManifests manifests = IndexManifests.open(index.place(), index.schema())) {
            List<Segment> few = List.of();
            do {
                if (!few.isEmpty()) {
                    List<Segment> before = few;
                    Segment after = merge(before);
                    manifests.change(manifest -> manifest.merged(before, after));
                }
                few = manifests.latest().map(SegmentMerger::choose).orElse(List.of());
            } while (!few.isEmpty() && !Thread.currentThread().isInterrupted());
        }
    }

    /** The segments that are to be one; none if all are large enough. */
    static List<Segment> choose(Manifest manifest) {
        Map<Integer, List<Segment>> tiers = new TreeMap<>();
        for (Segment segment : manifest.segments()) {
            if (segment.rows() <= MOST_ROWS) {
                tiers.computeIfAbsent(tier(segment.rows()), tier -> new ArrayList<>()).add(segment);
            }
        }
        for (List<Segment> tier : tiers.values()) {
            if (tier.size() >= FAN_IN) {
                return tier;
            }
        }
        return List.of();
    }

    private static int tier(long rows) {
        int tier = 0;
        for (long most = SMALLEST_TIER; rows > most; most *= FAN_IN) {
            tier++;
        }
        return tier;
    }

    private Segment merge(List<Segment> segments) throws IOException {
        Path folder = index.newFolder();
        List<OpenSegment> open = new ArrayList<>();
        try {
            long rows = 0;
            for (Segment segment : segments) {
                open.add(OpenSegment.fetch(store, segment, folder));
                rows += segment.rows();
            }
            Path merged = folder.resolve("merged");
            try (Directory directory = new MMapDirectory(merged)) {
                try (IndexWriter writer = LuceneFiles.writer(directory)) {
                    writer.addIndexes(
                            open.stream().map(OpenSegment::directory).toArray(Directory[]::new));
                    writer.forceMerge(1);
                }
                return store.put(merged, rows);
            }
        } finally {
            for (OpenSegment each : open) {
                each.close();
            }
            LuceneFiles.delete(folder);
        }
    }
}
