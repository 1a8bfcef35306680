// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.ContentId;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoreUnavailableException;
import io.multimodal.store.internal.pack.SealedPack;
import io.multimodal.store.internal.pack.SealedPack.Content;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Group commit over PUT: what arrives while requests are under way goes together, as one pack, by
 * the next. An object that is alone goes alone, as a loose one. All puts of a pack are acknowledged
 * when the server has it and has checked its SHA-256, and all of them fail if it fails.
 * Thread-safe.
 */
final class PackUploads {
    /** While one request is answered the next is made. */
    static final int IN_FLIGHT = 2;

    /** Large enough that a request's latency does not count, small enough for one request. */
    static final int MAX_PACK_BYTES = 16 << 20;

    private final int storeId;
    private final Bucket bucket;
    private final BucketLayout layout;
    private final BucketEpochs epochs;
    private final BucketPacks packs;
    private final IndexPublisher publisher;
    private final Alone alone;
    private final Executor executor;

    /** Guarded by itself, like {@link #inFlight}. */
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    private int inFlight;

    /**
     * @param alone puts an object that is alone
     * @param executor makes packs
     */
    PackUploads(
            int storeId,
            Bucket bucket,
            BucketLayout layout,
            BucketEpochs epochs,
            BucketPacks packs,
            IndexPublisher publisher,
            Alone alone,
            Executor executor) {
        this.storeId = storeId;
        this.bucket = bucket;
        this.layout = layout;
        this.epochs = epochs;
        this.packs = packs;
        this.publisher = publisher;
        this.alone = alone;
        this.executor = executor;
    }

    /** Completes when the server has the object, and this process can find it. */
    CompletableFuture<Void> put(ContentId id, byte[] content) {
        Waiting put = new Waiting(new Content(id, content));
        synchronized (waiting) {
            waiting.add(put);
            if (inFlight == IN_FLIGHT) {
                return put.done;
            }
            inFlight++;
        }
        executor.execute(this::next);
        return put.done;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Its end is passed on by the callback.
    private void next() {
        List<Waiting> batch = new ArrayList<>();
        synchronized (waiting) {
            int bytes = 0;
            while (!waiting.isEmpty()
                    && bytes + waiting.peek().content.packedBytes() <= MAX_PACK_BYTES) {
                bytes += waiting.peek().content.packedBytes();
                batch.add(waiting.remove());
            }
            if (batch.isEmpty()) {
                inFlight--;
                return;
            }
        }
        CompletableFuture<?> sent;
        try {
            sent = send(batch);
        } catch (StoreException | RuntimeException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        sent.handle((done, failure) -> end(batch, failure));
    }

    private CompletableFuture<?> send(List<Waiting> batch) throws StoreException {
        if (batch.size() == 1) {
            Content only = batch.get(0).content;
            return alone.put(only.id(), only.bytes());
        }
        long epoch = epochs.present();
        SealedPack sealed =
                SealedPack.of(storeId, epoch, batch.stream().map(put -> put.content).toList());
        byte[] bytes = sealed.bytes();
        BucketPack pack = new BucketPack(epoch, BucketPack.newName(), bytes.length);
        return bucket.put(layout.pack(pack), bytes, Puts.sha256(bytes), false)
                .thenAccept(
                        put -> {
                            packs.add(pack, sealed.entries());
                            publisher.addOwn(pack, sealed.entries());
                        });
    }

    /** The next request begins before callers hear of this one. */
    private Void end(List<Waiting> batch, Throwable failure) {
        executor.execute(this::next);
        Throwable told = failure == null ? null : typed(failure);
        for (Waiting put : batch) {
            if (told == null) {
                put.done.complete(null);
            } else {
                put.done.completeExceptionally(told);
            }
        }
        return null;
    }

    private Throwable typed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof StoreException
                ? cause
                : new StoreUnavailableException("Cannot put into " + bucket + ": " + cause, cause);
    }

    /** Puts one object that is not packed. */
    interface Alone {
        CompletableFuture<?> put(ContentId id, byte[] content) throws StoreException;
    }

    private static final class Waiting {
        private final Content content;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Waiting(Content content) {
            this.content = content;
        }
    }
}
