// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.segment;

import io.multimodal.store.error.RefusedException;
import io.multimodal.store.runtime.SharedResources;
import io.multimodal.vectors.index.IndexManifests;
import io.multimodal.vectors.index.Manifest;
import io.multimodal.vectors.index.Segment;
import io.multimodal.vectors.index.SegmentStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest version of an index on the local disk of a process, which all subtasks search.
 * Thread-safe.
 */
final class SharedSearch implements SharedResources.Resource<IOException> {
    private static final Logger LOG = LoggerFactory.getLogger(SharedSearch.class);

    private final VectorIndex index;
    private final IndexManifests manifests;
    private final SegmentStore store;
    private final Path folder;

    /** Held while segments are fetched. */
    private final ReentrantLock fetching = new ReentrantLock();

    private final Map<String, OpenSegment> open = new HashMap<>();
    private IndexReader reader;

    /** The version that is open; 0 before there is one. */
    private long fetched;

    private volatile long lookedAtNanos;

    private SharedSearch(
            VectorIndex index, IndexManifests manifests, SegmentStore store, Path folder)
            throws IOException {
        this.index = index;
        this.manifests = manifests;
        this.store = store;
        this.folder = folder;
        this.reader = new MultiReader();
    }

    /** Opens an index; one that is not there has no rows. */
    static SharedSearch open(VectorIndex index) throws IOException {
        IndexManifests manifests = IndexManifests.open(index.place(), index.schema());
        SharedSearch search =
                new SharedSearch(
                        index, manifests, SegmentStore.open(index.place()), index.newFolder());
        try {
            search.fetch();
            return search;
        } catch (IOException | RuntimeException e) {
            search.close();
            throw e;
        }
    }

    /**
     * A version of the index; the caller calls {@link IndexReader#decRef} at the end. Looks for a
     * newer one first, if nobody else does and the last look was long ago.
     *
     * @param refreshNanos how long ago that may be
     */
    IndexReader acquire(long refreshNanos) throws IOException {
        if (System.nanoTime() - lookedAtNanos >= refreshNanos && fetching.tryLock()) {
            try {
                fetch();
            } finally {
                fetching.unlock();
            }
        }
        synchronized (this) {
            reader.incRef();
            return reader;
        }
    }

    private void fetch() throws IOException {
        Optional<Manifest> newest = manifests.latest();
        lookedAtNanos = System.nanoTime();
        if (newest.isEmpty()) {
            LOG.warn("There is no index at {} yet; searches find nothing", index.place());
        }
        if (manifests.version() == fetched) {
            return;
        }
        Manifest manifest = newest.orElseThrow();
        checkSize(manifest);
        for (Segment segment : manifest.segments()) {
            if (!open.containsKey(segment.id())) {
                open.put(segment.id(), OpenSegment.fetch(store, segment, folder));
            }
        }
        List<OpenSegment> gone = new ArrayList<>(open.values());
        gone.removeIf(segment -> manifest.segments().contains(segment.segment()));
        gone.forEach(segment -> open.remove(segment.segment().id()));
        IndexReader[] readers =
                open.values().stream().map(OpenSegment::reader).toArray(IndexReader[]::new);
        IndexReader old = reader;
        synchronized (this) {
            reader = new MultiReader(readers, false);
        }
        fetched = manifests.version();
        old.decRef();
        for (OpenSegment segment : gone) {
            segment.close();
        }
    }

    private void checkSize(Manifest manifest) throws RefusedException {
        long bytes = manifest.segments().stream().mapToLong(Segment::bytes).sum();
        if (bytes > index.maxLocalBytes()) {
            throw new RefusedException(
                    "The index at %s has %d bytes, more than the %d that each task manager may fetch; raise 'local.max-size'"
                            .formatted(index.place(), bytes, index.maxLocalBytes()));
        }
    }

    @Override
    public void close() throws IOException {
        try (IndexManifests closedLast = manifests;
                SegmentStore closed = store) {
            reader.decRef();
            for (OpenSegment segment : open.values()) {
                segment.close();
            }
        } finally {
            LuceneFiles.delete(folder);
        }
    }
}
