// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.ConcatIterator;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.ref.ContentId;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * The objects that were ever erased, by whichever process: that this one saw such an object once
 * does not mean that it is there. A put that would rely on what this process knows looks again
 * first; puts that come while one look runs share the next. A look lists the erasures where they
 * are few; where they are many, each put asks for its own object alone. Thread-safe.
 */
final class Erasures {
    /** What one request lists. */
    static final int FEW = 1000;

    private final Bucket bucket;
    private final BucketLayout layout;
    private final String prefix;
    private final Executor executor;
    private final Set<ContentId> erased = ConcurrentHashMap.newKeySet();

    /** The look that runs, and the one that begins after it; guarded by this. */
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

    private CompletableFuture<Void> next;

    /** Whether there are more than a look lists; they never become fewer. */
    private volatile boolean many;

    Erasures(Bucket bucket, BucketLayout layout, Executor executor) {
        this.bucket = bucket;
        this.layout = layout;
        this.prefix = layout.erased();
        this.executor = executor;
    }

    /** All of them; throws unchecked I/O errors. */
    static Stream<ContentId> all(Bucket bucket, BucketLayout layout) {
        return ConcatIterator.stream(bucket.list(layout.erased()))
                .map(item -> item.key().substring(layout.erased().length()))
                .filter(name -> name.matches("[0-9a-f]{64}"))
                .map(ContentId::ofHex);
    }

    void add(ContentId id) {
        erased.add(id);
    }

    /** Whether an object was ever erased before this call; does not block. */
    CompletableFuture<Boolean> contains(ContentId id) {
        if (erased.contains(id)) {
            return CompletableFuture.completedFuture(true);
        }
        return many
                ? ask(id)
                : lookAgain()
                        .thenCompose(
                                looked ->
                                        many && !erased.contains(id)
                                                ? ask(id)
                                                : CompletableFuture.completedFuture(
                                                        erased.contains(id)));
    }

    private CompletableFuture<Boolean> ask(ContentId id) {
        return bucket.sizeLater(layout.erased(id)).thenApply(OptionalLong::isPresent);
    }

    /** Ends with a look that begins after this call. */
    private synchronized CompletableFuture<Void> lookAgain() {
        if (next != null) {
            return next;
        }
        if (running.isDone()) {
            running = CompletableFuture.runAsync(this::look, executor);
            return running;
        }
        next = running.handle((done, failure) -> null).thenRunAsync(this::look, executor);
        return next;
    }

    private void look() {
        synchronized (this) {
            if (next != null) {
                running = next;
                next = null;
            }
        }
        Iterator<BlobClient.Item> items = bucket.list(prefix);
        int listed = 0;
        for (; listed < FEW && items.hasNext(); listed++) {
            String name = items.next().key().substring(prefix.length());
            if (name.matches("[0-9a-f]{64}")) {
                erased.add(ContentId.ofHex(name));
            }
        }
        many = listed == FEW;
    }
}
