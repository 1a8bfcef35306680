// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import io.multimodal.store.Payload;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.pack.BucketPacks;
import io.multimodal.store.bucket.pack.BucketThreads;
import io.multimodal.store.bucket.pack.CheckedCopies;
import io.multimodal.store.bucket.pack.IndexPublisher;
import io.multimodal.store.bucket.pack.PackUploads;
import io.multimodal.store.bucket.pack.PackedCopies;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.Epochs;
import io.multimodal.store.internal.PayloadHead;
import io.multimodal.store.internal.PutCoordinator;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Puts objects into a bucket: small ones in {@linkplain PackUploads packs}, those from 1 to 8 MiB
 * by one request from memory, longer ones {@linkplain LargeWriter from a temporary file}. What is
 * there already is read before a put relies on it, so that putting an object again heals it. What
 * is in memory is bounded by 64 MiB of objects, and as many packs of them as are under way.
 * Thread-safe.
 */
final class BucketWriter {
    /** Longer objects go through a file, and have a range tree. */
    static final int IN_MEMORY_BYTES = (int) RangeTree.THRESHOLD_BYTES;

    private final StoreRoot root;
    private final BucketLayout layout;
    private final Bucket bucket;
    private final Epochs epochs;
    private final BucketPacks packs;
    private final IndexPublisher publisher;
    private final Erasures erasures;
    private final PackUploads uploads;
    private final PutCoordinator gate;
    private final CheckedCopies checked;
    private final PackedCopies inPacks;
    private final StandaloneCopies inKeys;
    private final LargeWriter large;
    private final Executor reading;

    BucketWriter(
            StoreRoot root,
            BucketLayout layout,
            Bucket bucket,
            Epochs epochs,
            BucketPacks packs,
            IndexPublisher publisher,
            Erasures erasures,
            CheckedCopies checked,
            PackedCopies inPacks,
            BucketThreads threads) {
        this.root = root;
        this.layout = layout;
        this.bucket = bucket;
        this.epochs = epochs;
        this.packs = packs;
        this.publisher = publisher;
        this.erasures = erasures;
        this.checked = checked;
        this.inPacks = inPacks;
        this.inKeys = new StandaloneCopies(bucket);
        this.reading = threads.reading();
        this.gate = new PutCoordinator("in " + bucket);
        this.large = new LargeWriter(root, layout, bucket, epochs, checked, inKeys, gate);
        this.uploads =
                new PackUploads(
                        root.storeId(),
                        bucket,
                        layout,
                        epochs,
                        packs,
                        publisher,
                        inPacks,
                        this::putLoose,
                        threads.packing());
    }

    CompletionStage<ObjectRef> put(Payload payload) {
        try (InputStream in = payload.open()) {
            byte[] head = PayloadHead.read(in, payload.expectedBytes(), IN_MEMORY_BYTES + 1);
            if (head.length <= root.inlineThresholdBytes()) {
                return CompletableFuture.completedFuture(new InlineRef(head));
            }
            return head.length <= IN_MEMORY_BYTES ? putContent(head) : large.put(head, in);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Forgets that an object is there and sound, since it was erased, or damage was seen. */
    void forget(ContentId id) {
        checked.forget(key -> key.endsWith(id.hex()));
        inPacks.doubt(id);
    }

    void close() throws StoreException {
        gate.close();
    }

    private CompletionStage<ObjectRef> putContent(byte[] content) throws IOException {
        ContentId id = ContentId.hash(content);
        StoredRef ref = new StoredRef(root.storeId(), id, content.length, Optional.empty());
        boolean small = content.length < PackFormat.MAX_RECORD_BYTES;
        return gate.put(
                ref,
                epochs.present(),
                content.length,
                () -> {
                    // Callers may be held back for long: what counts is the epoch now.
                    long epoch = epochs.present();
                    boolean loose = checked.contains(layout.object(epoch, id));
                    boolean packed = !loose && small && isPacked(id, epoch);
                    if (loose || packed) {
                        return confirmed(id, content, packed);
                    }
                    return small ? uploads.put(id, content) : putLoose(id, content);
                });
    }

    /** Whether the packs of an epoch say that they hold an object. */
    private boolean isPacked(ContentId id, long epoch) throws StoreException {
        publisher.writes();
        packs.loadOnce(epoch);
        return packs.places(id).stream().anyMatch(place -> place.pack().epoch() == epoch);
    }

    /** Relies on what is there, unless the object was ever erased, or is damaged in its pack. */
    private CompletableFuture<?> confirmed(ContentId id, byte[] content, boolean packed) {
        return erasures.contains(id)
                .thenComposeAsync(
                        erased -> {
                            try {
                                if (erased) {
                                    // The key of a loose object does not lie.
                                    return putLoose(id, content);
                                }
                                return !packed || inPacks.holds(id, content, epochs.present())
                                        ? CompletableFuture.completedFuture(null)
                                        : uploads.put(id, content);
                            } catch (StoreException e) {
                                return CompletableFuture.failedFuture(e);
                            }
                        },
                        reading);
    }

    private CompletableFuture<Void> putLoose(ContentId id, byte[] content) throws StoreException {
        String key = layout.object(epochs.present(), id);
        return bucket.put(key, content, id.digest(), true)
                .thenCompose(
                        put ->
                                put == BlobClient.Put.WRITTEN
                                        ? CompletableFuture.completedFuture(put)
                                        : healed(key, content, id))
                .thenAccept(put -> checked.add(key));
    }

    /**
     * What was there is read; where it is damaged, it is written over. The name is used twice,
     * which does no harm: both writers have the same content, and nobody deletes in the present
     * epoch but an erasure.
     */
    private CompletableFuture<BlobClient.Put> healed(String key, byte[] content, ContentId id) {
        return CompletableFuture.supplyAsync(
                        BucketPacks.unchecked(() -> inKeys.holds(key, content)), reading)
                .thenCompose(
                        sound ->
                                sound
                                        ? CompletableFuture.completedFuture(
                                                BlobClient.Put.WAS_THERE)
                                        : bucket.put(key, content, id.digest(), false));
    }
}
