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
import io.multimodal.store.StoredRef;
import io.multimodal.store.internal.HashedObject;
import io.multimodal.store.internal.PayloadHead;
import io.multimodal.store.internal.PutGate;
import io.multimodal.store.internal.pack.PackFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Puts objects into a bucket: small ones in {@linkplain PackUploads packs}, those from 1 to 8 MiB
 * by one request from memory, longer ones from a temporary file. What is in memory is bounded by 64
 * MiB of objects, and as many packs of them as are under way. Thread-safe.
 */
final class BucketWriter {
    private static final int IN_MEMORY_BYTES = (int) RangeTree.THRESHOLD_BYTES;
    private static final int KNOWN_IDS = 100_000;

    private final StoreRoot root;
    private final BucketLayout layout;
    private final Bucket bucket;
    private final BucketEpochs epochs;
    private final BucketPacks packs;
    private final IndexPublisher publisher;
    private final Erasures erasures;
    private final PackUploads uploads;
    private final PutGate gate;

    /** What this process knows to be there, by key. */
    private final Cache<String, Boolean> known =
            Caffeine.newBuilder().maximumSize(KNOWN_IDS).executor(Runnable::run).build();

    BucketWriter(
            StoreRoot root,
            BucketLayout layout,
            Bucket bucket,
            BucketEpochs epochs,
            BucketPacks packs,
            IndexPublisher publisher,
            Erasures erasures,
            Executor packing) {
        this.root = root;
        this.layout = layout;
        this.bucket = bucket;
        this.epochs = epochs;
        this.packs = packs;
        this.publisher = publisher;
        this.erasures = erasures;
        this.gate = new PutGate("in " + bucket);
        this.uploads =
                new PackUploads(
                        root.storeId(),
                        bucket,
                        layout,
                        epochs,
                        packs,
                        publisher,
                        this::putLoose,
                        packing);
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
        gate.close();
    }

    private CompletionStage<ObjectRef> putContent(byte[] content) throws IOException {
        ContentId id = ContentId.hash(content);
        StoredRef ref = new StoredRef(root.storeId(), id, content.length, Optional.empty());
        boolean small = content.length < PackFormat.MAX_RECORD_BYTES;
        boolean there = isThere(id, small);
        return gate.put(
                ref,
                content.length,
                () ->
                        there
                                ? confirmed(id, content)
                                : small ? uploads.put(id, content) : putLoose(id, content));
    }

    /** Relies on what this process knows, unless the object was ever erased. */
    private CompletableFuture<?> confirmed(ContentId id, byte[] content) {
        return erasures.contains(id)
                .thenCompose(
                        erased -> {
                            try {
                                // The key of a loose object does not lie.
                                return erased
                                        ? putLoose(id, content)
                                        : CompletableFuture.completedFuture(null);
                            } catch (StoreException e) {
                                return CompletableFuture.failedFuture(e);
                            }
                        });
    }

    private boolean isThere(ContentId id, boolean small) throws StoreException {
        long epoch = epochs.present();
        if (known.getIfPresent(layout.object(epoch, id)) != null) {
            return true;
        }
        if (!small) {
            return false;
        }
        publisher.writes();
        packs.loadOnce(epoch);
        return packs.holds(id, epoch);
    }

    private CompletableFuture<?> putLoose(ContentId id, byte[] content) throws StoreException {
        String key = layout.object(epochs.present(), id);
        return bucket.put(key, content, id.digest(), true)
                .thenCompose(put -> healed(put, key, content, id))
                .thenAccept(put -> known.put(key, true));
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
            byte[] digests = object.tree().digests();
            String treeKey = layout.tree(epoch, object.id());
            CompletionStage<ObjectRef> put =
                    gate.put(
                            ref,
                            0,
                            () ->
                                    bucket.put(treeKey, digests, Puts.sha256(digests), false)
                                            .thenCompose(done -> bucket.upload(key, file)));
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

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The system cleans its temporary files.
        }
    }
}
