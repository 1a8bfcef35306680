// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.ContentId;
import io.multimodal.store.InlineRef;
import io.multimodal.store.ObjectRef;
import io.multimodal.store.Payload;
import io.multimodal.store.RangeTree;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.StoredRef;
import io.multimodal.store.internal.PayloadHead;
import io.multimodal.store.internal.PutGate;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Puts objects. The calling thread reads and hashes; writing and syncing go on beside it, as many
 * puts at once as the bound on bytes in flight allows. Thread-safe.
 */
final class LocalWriter {
    /** What is hashed in memory first, so that a known object is not written. */
    private static final int IN_MEMORY_BYTES = (int) RangeTree.THRESHOLD_BYTES;

    private final StoreRoot root;
    private final LocalEpochs epochs;
    private final DurableFiles files;
    private final PackedObjects packed;
    private final int packBelowBytes;
    private final StoreThreads threads = new StoreThreads();
    private final PackWriter packs;
    private final LooseWriter loose;
    private final PutGate gate;

    /**
     * @param packBelowBytes objects shorter than this go into packs
     */
    LocalWriter(
            StoreRoot root,
            LocalLayout layout,
            LocalEpochs epochs,
            DurableFiles files,
            PackShelf shelf,
            PackedObjects packed,
            PackEraser eraser,
            int packBelowBytes) {
        this.root = root;
        this.epochs = epochs;
        this.files = files;
        this.packed = packed;
        this.packBelowBytes = packBelowBytes;
        this.gate = new PutGate("at " + layout.folder());
        this.packs =
                new PackWriter(
                        root.storeId(), layout, epochs, files, shelf, eraser, threads.packing());
        this.loose = new LooseWriter(layout, epochs, files, threads.syncing());
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

    /** Waits for what is under way, and seals the pack. */
    void close() throws StoreException {
        try {
            if (gate.close()) {
                packs.close();
            }
        } finally {
            threads.close();
        }
    }

    private CompletionStage<ObjectRef> putContent(byte[] content) throws IOException {
        ContentId id = ContentId.hash(content);
        StoredRef ref = new StoredRef(root.storeId(), id, content.length, Optional.empty());
        boolean small = content.length < packBelowBytes;
        if (small && packed.isDurable(id, content, epochs.present())) {
            return CompletableFuture.completedFuture(ref);
        }
        return gate.put(
                ref,
                content.length,
                small
                        ? () -> packs.append(id, content)
                        : () -> inBackground(() -> loose.write(ref, content)));
    }

    private CompletionStage<ObjectRef> putLarge(byte[] head, InputStream rest) throws IOException {
        Spool spool = Spool.write(files, head, rest);
        StoredRef ref = spool.object().ref(root.storeId());
        try {
            return gate.put(ref, 0, () -> inBackground(() -> loose.publish(ref, spool)))
                    .whenComplete((done, failure) -> files.discard(spool.file()));
        } catch (IOException | RuntimeException e) {
            files.discard(spool.file());
            throw e;
        }
    }

    /** Runs a write on another thread; what it gives completes with what the write gives. */
    @SuppressWarnings("FutureReturnValueIgnored") // Its end is passed on by the callback.
    private CompletableFuture<Void> inBackground(Write write) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        threads.writing()
                .execute(
                        () -> {
                            try {
                                CompletableFuture<Void> written = write.start();
                                written.whenComplete((n, failure) -> pass(done, failure));
                            } catch (IOException | RuntimeException e) {
                                done.completeExceptionally(e);
                            }
                        });
        return done;
    }

    private static void pass(CompletableFuture<Void> done, Throwable failure) {
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }

    /** Writes a file, and says when it and its name are durable. */
    private interface Write {
        CompletableFuture<Void> start() throws IOException;
    }
}
