// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import io.multimodal.vectors.index.IndexManifests;
import io.multimodal.vectors.index.Segment;
import io.multimodal.vectors.index.SegmentStore;
import io.multimodal.vectors.segment.SegmentMerger;
import io.multimodal.vectors.segment.VectorIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.Committer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the segments of a checkpoint to the index in one manifest; a commit may be repeated. Many
 * small segments are then merged, beside the job, which does not wait for it.
 */
final class VectorCommitter implements Committer<WrittenSegment> {
    /** How long a job waits at its end for a merge: small ones are done by then. */
    private static final long LAST_MERGE_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(VectorCommitter.class);

    private final VectorIndex index;
    private final IndexManifests manifests;
    private final SegmentStore store;
    private final ExecutorService mergers =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "vector-index-merger");
                        thread.setDaemon(true);
                        return thread;
                    });
    private Future<?> merging;

    private VectorCommitter(VectorIndex index, IndexManifests manifests, SegmentStore store) {
        this.index = index;
        this.manifests = manifests;
        this.store = store;
    }

    static VectorCommitter open(VectorIndex index) throws IOException {
        IndexManifests manifests = IndexManifests.open(index.place(), index.schema());
        try {
            return new VectorCommitter(index, manifests, SegmentStore.open(index.place()));
        } catch (IOException | RuntimeException e) {
            manifests.close();
            throw e;
        }
    }

    @Override
    public void commit(Collection<CommitRequest<WrittenSegment>> requests) throws IOException {
        commit(requests.stream().map(CommitRequest::getCommittable).toList());
    }

    void commit(List<WrittenSegment> written) throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (WrittenSegment one : written) {
            if (!one.root().equals(index.place().root())) {
                throw new IOException(
                        "Cannot add the segment that a checkpoint has for the index at '%s': the table is '%s' now. Start once with 'path' as it was, and stop the job with a savepoint"
                                .formatted(one.root(), index.place().root()));
            }
            segments.add(one.segment());
        }
        if (segments.isEmpty()) {
            return;
        }
        manifests.change(manifest -> manifest.with(segments));
        if (merging == null || merging.isDone()) {
            merging = mergers.submit(this::merge);
        }
    }

    /** A merge that fails leaves the index as it is; the next commit tries again. */
    private void merge() {
        try {
            new SegmentMerger(index, store).run();
        } catch (IOException | RuntimeException e) {
            LOG.warn("The segments of the index at {} were not merged", index.place(), e);
        }
    }

    @Override
    public void close() throws Exception {
        mergers.shutdown();
        try (SegmentStore closedLast = store;
                IndexManifests closed = manifests) {
            if (!mergers.awaitTermination(LAST_MERGE_SECONDS, TimeUnit.SECONDS)) {
                mergers.shutdownNow();
            }
        }
    }
}
