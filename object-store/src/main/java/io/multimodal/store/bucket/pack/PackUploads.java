// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.Epochs;
import io.multimodal.store.internal.GroupCommit;
import io.multimodal.store.internal.pack.SealedPack;
import io.multimodal.store.internal.pack.SealedPack.Content;
import io.multimodal.store.ref.ContentId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Group commit over PUT: what arrives while requests are under way goes together, as one pack, by
 * the next. An object that is alone goes alone, as a loose one. All puts of a pack are acknowledged
 * when the server has it and has checked its SHA-256, and all of them fail if it fails.
 * Thread-safe.
 */
public final class PackUploads {
    /** While one request is answered the next is made. */
    static final int IN_FLIGHT = 2;

    /** Large enough that a request's latency does not count, small enough for one request. */
    static final int MAX_PACK_BYTES = 16 << 20;

    private final int storeId;
    private final Bucket bucket;
    private final BucketLayout layout;
    private final Epochs epochs;
    private final BucketPacks packs;
    private final IndexPublisher publisher;
    private final PackedCopies copies;
    private final Alone alone;

    private final GroupCommit<Content> puts;

    /**
     * @param alone puts an object that is alone
     * @param executor makes packs
     */
    public PackUploads(
            int storeId,
            Bucket bucket,
            BucketLayout layout,
            Epochs epochs,
            BucketPacks packs,
            IndexPublisher publisher,
            PackedCopies copies,
            Alone alone,
            Executor executor) {
        this.storeId = storeId;
        this.bucket = bucket;
        this.layout = layout;
        this.epochs = epochs;
        this.packs = packs;
        this.publisher = publisher;
        this.copies = copies;
        this.alone = alone;
        this.puts =
                new GroupCommit<>(
                        "put into " + bucket,
                        executor,
                        IN_FLIGHT,
                        new GroupCommit.Size<>(MAX_PACK_BYTES, Content::packedBytes),
                        this::send);
    }

    /** Completes when the server has the object, and this process can find it. */
    public CompletableFuture<Void> put(ContentId id, byte[] content) {
        return puts.add(new Content(id, content));
    }

    private CompletableFuture<?> send(List<Content> batch) throws StoreException {
        if (batch.size() == 1) {
            Content only = batch.get(0);
            return alone.put(only.id(), only.bytes());
        }
        long epoch = epochs.present();
        SealedPack sealed = SealedPack.of(storeId, epoch, batch);
        byte[] bytes = sealed.bytes();
        BucketPack pack = new BucketPack(epoch, BucketPack.newName(), bytes.length);
        return bucket.put(layout.pack(pack), bytes, BlobPuts.sha256(bytes), false)
                .thenAccept(
                        put -> {
                            packs.add(pack, sealed.entries());
                            copies.addOwn(pack);
                            publisher.addOwn(pack, sealed.entries());
                        });
    }

    /** Puts one object that is not packed. */
    public interface Alone {
        CompletableFuture<?> put(ContentId id, byte[] content) throws StoreException;
    }
}
