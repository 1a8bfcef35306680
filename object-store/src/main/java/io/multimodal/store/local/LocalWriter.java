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
import io.multimodal.store.StoreUnavailableException;
import io.multimodal.store.StoredRef;
import io.multimodal.store.internal.PayloadHead;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/**
 * Puts objects. The calling thread reads and hashes; writing and syncing go on beside it, as many
 * puts at once as the bound on bytes in flight allows. Thread-safe.
 */
final class LocalWriter {
    /** What counts as small: hashed in memory first, so that a known object is not written. */
    private static final int SMALL_BYTES = (int) RangeTree.THRESHOLD_BYTES;

    private static final int PERMIT_BYTES = 4096;
    private static final int PERMITS = (64 << 20) / PERMIT_BYTES;

    private final StoreRoot root;
    private final LocalLayout layout;
    private final LocalEpochs epochs;
    private final DurableFiles files;
    private final StoreThreads threads = new StoreThreads();
    private final DirectorySync directories;
    private final Semaphore inFlight = new Semaphore(PERMITS);

    LocalWriter(StoreRoot root, LocalLayout layout, LocalEpochs epochs, DurableFiles files) {
        this.root = root;
        this.layout = layout;
        this.epochs = epochs;
        this.files = files;
        this.directories = new DirectorySync(files.disk(), threads.syncing());
    }

    CompletionStage<ObjectRef> put(Payload payload) {
        try (InputStream in = payload.open()) {
            byte[] head = PayloadHead.read(in, payload.expectedBytes(), SMALL_BYTES + 1);
            if (head.length <= root.inlineThresholdBytes()) {
                return CompletableFuture.completedFuture(new InlineRef(head));
            }
            return head.length <= SMALL_BYTES ? putSmall(head) : putLarge(head, in);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    void close() throws StoreException {
        try {
            inFlight.acquire(PERMITS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited for puts in flight", e);
        } finally {
            threads.close();
        }
        inFlight.release(PERMITS);
    }

    private CompletionStage<ObjectRef> putSmall(byte[] content) throws StoreException {
        StoredRef ref =
                new StoredRef(
                        root.storeId(), ContentId.hash(content), content.length, Optional.empty());
        return inFlight(1 + content.length / PERMIT_BYTES, ref, () -> writeSmall(ref, content));
    }

    private CompletionStage<ObjectRef> putLarge(byte[] head, InputStream rest) throws IOException {
        Spool spool = Spool.write(files, head, rest);
        StoredRef ref = spool.ref(root.storeId());
        try {
            return inFlight(1, ref, () -> publishLarge(ref, spool));
        } catch (StoreException e) {
            files.discard(spool.file());
            throw e;
        }
    }

    private CompletableFuture<Void> writeSmall(StoredRef ref, byte[] content)
            throws StoreException {
        Path name = nameInPresentEpoch(ref);
        if (!isThere(name, ref.length())) {
            files.publish(files.writeTemporary(content, true), name, ref.length());
        }
        return directories.sync(name.getParent());
    }

    private CompletableFuture<Void> publishLarge(StoredRef ref, Spool spool) throws StoreException {
        try {
            Path name = nameInPresentEpoch(ref);
            Path tree =
                    layout.trees().resolve(name.getParent().getFileName()).resolve(ref.id().hex());
            files.makeDirectories(tree.getParent());
            byte[] leaves = spool.tree().leaves();
            if (!isThere(tree, leaves.length)) {
                files.publish(files.writeTemporary(leaves, true), tree, leaves.length);
            }
            files.publish(spool.file(), name, ref.length());
            return CompletableFuture.allOf(
                    directories.sync(tree.getParent()), directories.sync(name.getParent()));
        } finally {
            files.discard(spool.file());
        }
    }

    private Path nameInPresentEpoch(StoredRef ref) throws StoreException {
        Path name = layout.object(epochs.present(), ref.id());
        files.makeDirectories(name.getParent());
        return name;
    }

    private static boolean isThere(Path name, long sizeBytes) {
        try {
            return Files.size(name) == sizeBytes;
        } catch (IOException e) {
            return false;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The nested future is flattened, not ignored.
    private CompletionStage<ObjectRef> inFlight(int permits, StoredRef ref, Write write)
            throws StoreException {
        try {
            inFlight.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited to put " + ref.id(), e);
        }
        CompletableFuture<ObjectRef> done;
        try {
            done =
                    CompletableFuture.supplyAsync(() -> start(write), threads.writing())
                            .thenCompose(synced -> synced)
                            .thenApply(nothing -> ref);
        } catch (java.util.concurrent.RejectedExecutionException e) {
            inFlight.release(permits);
            throw new StoreUnavailableException(
                    "Cannot put into the store at " + layout.folder() + ": it was closed", e);
        }
        return done.whenComplete((result, failure) -> inFlight.release(permits));
    }

    private static CompletableFuture<Void> start(Write write) {
        try {
            return write.run();
        } catch (StoreException e) {
            throw new CompletionException(e);
        }
    }

    /** Writes a file, and says when its name is durable. */
    private interface Write {
        CompletableFuture<Void> run() throws StoreException;
    }
}
