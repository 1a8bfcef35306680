// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.internal.pack.IndexFormat;
import io.multimodal.store.internal.pack.IndexedPack;
import io.multimodal.store.internal.pack.PackEntry;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what packs hold, many packs in one object, so that opening a store reads few objects.
 * Only a process that puts does so; it takes over what others have left without an index. What
 * cannot be published is left: the packs say it themselves. Holds some MiB at most. Thread-safe.
 */
public final class IndexPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(IndexPublisher.class);
    private static final int MAX_PACKS = 64;
    private static final int MAX_BYTES = 4 << 20;

    private final int storeId;
    private final Bucket bucket;
    private final PackCatalog catalog;
    private final Map<Long, Draft> drafts = new HashMap<>();
    private final Map<String, CompletableFuture<Void>> underWay = new HashMap<>();
    private boolean writes;

    public IndexPublisher(int storeId, Bucket bucket, PackCatalog catalog) {
        this.storeId = storeId;
        this.bucket = bucket;
        this.catalog = catalog;
    }

    /** This process is going to put. */
    public synchronized void writes() {
        writes = true;
    }

    /** Whether this process has put, or is going to. */
    public synchronized boolean isWriting() {
        return writes;
    }

    /** A pack of this process that is there. */
    synchronized void addOwn(BucketPack pack, List<PackEntry> entries) {
        add(pack, entries);
    }

    /** A pack that no index names. */
    synchronized void addOthers(BucketPack pack, List<PackEntry> entries) {
        Draft draft = drafts.get(pack.epoch());
        if (writes || draft == null || !draft.isFull()) {
            add(pack, entries);
        }
    }

    /** Drops what is not published yet of an epoch in which a pack was replaced. */
    public synchronized void forget(long epoch) {
        drafts.remove(epoch);
    }

    /** Publishes the rest where it is worth it, and waits. */
    public void close() {
        List<CompletableFuture<Void>> waited;
        synchronized (this) {
            if (writes) {
                for (Long epoch : List.copyOf(drafts.keySet())) {
                    if (drafts.get(epoch).packs >= PackCatalog.WORTH_AN_INDEX) {
                        publish(epoch);
                    }
                }
            }
            drafts.clear();
            waited = List.copyOf(underWay.values());
        }
        waited.forEach(CompletableFuture::join);
    }

    private void add(BucketPack pack, List<PackEntry> entries) {
        Draft draft = drafts.computeIfAbsent(pack.epoch(), epoch -> new Draft(storeId, epoch));
        draft.add(new IndexedPack(pack.name(), pack.sizeBytes(), entries));
        if (writes && draft.isFull()) {
            publish(pack.epoch());
        }
    }

    private void publish(long epoch) {
        byte[] bytes = drafts.remove(epoch).out.toByteArray();
        String key = catalog.newIndex(epoch);
        CompletableFuture<Void> put =
                bucket.put(key, bytes, BlobPuts.sha256(bytes), false)
                        .handle((done, failure) -> end(key, failure));
        if (!put.isDone()) {
            underWay.put(key, put);
        }
    }

    private Void end(String key, Throwable failure) {
        if (failure != null) {
            LOG.warn("The index {} was not written; the packs are read instead", key, failure);
        }
        synchronized (this) {
            underWay.remove(key);
        }
        return null;
    }

    /** An index that is being gathered. */
    private static final class Draft {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int packs;

        Draft(int storeId, long epoch) {
            out.writeBytes(IndexFormat.header(storeId, epoch));
        }

        void add(IndexedPack pack) {
            out.writeBytes(IndexFormat.section(pack, out.size()));
            packs++;
        }

        boolean isFull() {
            return packs >= MAX_PACKS || out.size() >= MAX_BYTES;
        }
    }
}
