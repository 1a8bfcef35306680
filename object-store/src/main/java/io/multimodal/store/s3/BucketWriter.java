// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.multimodal.store.ContentId;
import io.multimodal.store.InlineRef;
import io.multimodal.store.ObjectRef;
import io.multimodal.store.Payload;
import io.multimodal.store.RangeTree;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.StoreUnavailableException;
import io.multimodal.store.StoredRef;
import io.multimodal.store.internal.HashedObject;
import io.multimodal.store.internal.PayloadHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/**
 * Puts objects into a bucket: up to 8 MiB by one request from memory, longer ones from a temporary
 * file. Bytes in memory and files on disk are bounded by the puts that callers have in flight and
 * by 64 MiB. Thread-safe.
 */
final class BucketWriter {
    private static final int IN_MEMORY_BYTES = (int) RangeTree.THRESHOLD_BYTES;
    private static final int PERMIT_BYTES = 4096;
    private static final int PERMITS = (64 << 20) / PERMIT_BYTES;
    private static final int KNOWN_IDS = 100_000;

    private final StoreRoot root;
    private final BucketLayout layout;
    private final Bucket bucket;
    private final BucketEpochs epochs;
    private final Semaphore permits = new Semaphore(PERMITS);
    private volatile boolean closed;

    /** What this process knows to be there, by key. */
    private final Cache<String, Boolean> known =
            Caffeine.newBuilder().maximumSize(KNOWN_IDS).executor(Runnable::run).build();

    BucketWriter(StoreRoot root, BucketLayout layout, Bucket bucket, BucketEpochs epochs) {
        this.root = root;
        this.layout = layout;
        this.bucket = bucket;
        this.epochs = epochs;
    }

    CompletionStage<ObjectRef> put(Payload payload) {
        try (InputStream in = payload.open()) {
            byte[] head = PayloadHead.read(in, payload.expectedBytes(), IN_MEMORY_BYTES + 1);
            if (head.length <= root.inlineThresholdBytes()) {
                return CompletableFuture.completedFuture(new InlineRef(head));
            }
            return head.length <= IN_MEMORY_BYTES ? putContent(head) : putLarge(head, in);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Forgets that an object is there, since it was erased. */
    void forget(ContentId id) {
        known.asMap().keySet().removeIf(key -> key.endsWith(id.hex()));
    }

    void close() throws StoreException {
        closed = true;
        acquire(PERMITS);
        permits.release(PERMITS);
    }

    private CompletionStage<ObjectRef> putContent(byte[] content) throws StoreException {
        ContentId id = ContentId.hash(content);
        StoredRef ref = new StoredRef(root.storeId(), id, content.length, Optional.empty());
        String key = layout.object(epochs.present(), id);
        if (known.getIfPresent(key) != null) {
            return CompletableFuture.completedFuture(ref);
        }
        return counted(
                1 + content.length / PERMIT_BYTES,
                () ->
                        bucket.put(key, content, id.digest(), true)
                                .thenCompose(put -> healed(put, key, content, id))
                                .thenApply(put -> known(key, ref)));
    }

    /** What was there may have been cut short; then it is written over. */
    private CompletableFuture<Bucket.Put> healed(
            Bucket.Put put, String key, byte[] content, ContentId id) {
        if (put == Bucket.Put.WRITTEN) {
            return CompletableFuture.completedFuture(put);
        }
        return bucket.sizeLater(key)
                .thenCompose(
                        size ->
                                size.orElse(-1) == content.length
                                        ? CompletableFuture.completedFuture(put)
                                        : bucket.put(key, content, id.digest(), false));
    }

    private CompletionStage<ObjectRef> putLarge(byte[] head, InputStream rest) throws IOException {
        Path file = Files.createTempFile("multimodal-", ".spool");
        boolean handedOver = false;
        try {
            HashedObject object = spool(head, rest, file);
            StoredRef ref = object.ref(root.storeId());
            long epoch = epochs.present();
            String key = layout.object(epoch, object.id());
            if (bucket.size(key).orElse(-1) == object.length()) {
                return CompletableFuture.completedFuture(ref);
            }
            byte[] leaves = object.tree().leaves();
            String treeKey = layout.tree(epoch, object.id());
            CompletionStage<ObjectRef> put =
                    counted(
                            1,
                            () ->
                                    bucket.put(treeKey, leaves, Puts.sha256(leaves), false)
                                            .thenCompose(done -> bucket.upload(key, file))
                                            .thenApply(done -> known(key, ref)));
            handedOver = true;
            return put.whenComplete((done, failure) -> discard(file));
        } finally {
            if (!handedOver) {
                discard(file);
            }
        }
    }

    private static HashedObject spool(byte[] head, InputStream rest, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            return HashedObject.copy(head, rest, (chunk, count) -> out.write(chunk, 0, count));
        }
    }

    private StoredRef known(String key, StoredRef ref) {
        known.put(key, true);
        return ref;
    }

    private CompletionStage<ObjectRef> counted(int cost, Start start) throws StoreException {
        if (closed) {
            throw new StoreUnavailableException(
                    "Cannot put into the store in " + bucket + ": it was closed");
        }
        acquire(cost);
        CompletableFuture<StoredRef> put;
        try {
            put = start.run();
        } catch (RuntimeException e) {
            permits.release(cost);
            throw e;
        }
        return put.whenComplete((ref, failure) -> permits.release(cost))
                .thenApply(ref -> (ObjectRef) ref);
    }

    private void acquire(int cost) throws StoreException {
        try {
            permits.acquire(cost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited for puts in flight", e);
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The system cleans its temporary files.
        }
    }

    private interface Start {
        CompletableFuture<StoredRef> run();
    }
}
