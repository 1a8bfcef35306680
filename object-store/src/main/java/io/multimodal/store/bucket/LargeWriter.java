// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import io.multimodal.store.StoreRoot;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.pack.BucketPacks;
import io.multimodal.store.bucket.pack.CheckedCopies;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.internal.Epochs;
import io.multimodal.store.internal.HashedObject;
import io.multimodal.store.internal.PutCoordinator;
import io.multimodal.store.internal.RequestThreads;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/**
 * Puts objects longer than 8 MiB into a bucket, from a temporary file, since their name is known
 * only when all bytes have passed. At most four such files are there at once in a process; callers
 * are held back until one is sent. What is there already is read and compared before a put relies
 * on it, which costs no more than to send it. Thread-safe.
 */
final class LargeWriter {
    private static final Semaphore FILES = new Semaphore(4);

    private final StoreRoot root;
    private final BucketLayout layout;
    private final Bucket bucket;
    private final Epochs epochs;
    private final CheckedCopies checked;
    private final StandaloneCopies inKeys;
    private final PutCoordinator gate;

    LargeWriter(
            StoreRoot root,
            BucketLayout layout,
            Bucket bucket,
            Epochs epochs,
            CheckedCopies checked,
            StandaloneCopies inKeys,
            PutCoordinator gate) {
        this.root = root;
        this.layout = layout;
        this.bucket = bucket;
        this.epochs = epochs;
        this.checked = checked;
        this.inKeys = inKeys;
        this.gate = gate;
    }

    /**
     * Puts an object of which the head was read already. Blocks while it reads the rest.
     *
     * @param head more than 8 MiB
     */
    CompletionStage<ObjectRef> put(byte[] head, InputStream rest) throws IOException {
        acquire();
        Path file = null;
        boolean handedOver = false;
        try {
            file = newFile();
            HashedObject object = spool(head, rest, file);
            StoredRef ref = object.ref(root.storeId());
            Path sent = file;
            CompletionStage<ObjectRef> put =
                    gate.put(ref, epochs.present(), 0, () -> begin(object, epochs.present(), sent));
            handedOver = true;
            return put.whenComplete((done, failure) -> discard(sent));
        } finally {
            if (!handedOver) {
                discard(file);
            }
        }
    }

    private CompletableFuture<?> begin(HashedObject object, long epoch, Path file) {
        String key = layout.object(epoch, object.id());
        return CompletableFuture.supplyAsync(
                        BucketPacks.unchecked(() -> isThere(key, object)), RequestThreads.SHARED)
                .thenCompose(there -> send(object, epoch, file, there))
                .thenAccept(sent -> checked.add(key));
    }

    private boolean isThere(String key, HashedObject object) throws StoreException {
        return bucket.size(key).orElse(-1) == object.length()
                && (checked.contains(key) || inKeys.holds(key, object));
    }

    private CompletableFuture<?> send(HashedObject object, long epoch, Path file, boolean there) {
        String treeKey = layout.tree(epoch, object.id());
        byte[] digests = object.tree().digests();
        CompletableFuture<Boolean> sound =
                there
                        ? CompletableFuture.supplyAsync(
                                BucketPacks.unchecked(() -> inKeys.holds(treeKey, digests)),
                                RequestThreads.SHARED)
                        : CompletableFuture.completedFuture(false);
        CompletableFuture<?> tree =
                sound.thenCompose(
                        holds ->
                                holds
                                        ? CompletableFuture.completedFuture(
                                                BlobClient.Put.WAS_THERE)
                                        : bucket.put(
                                                treeKey, digests, BlobPuts.sha256(digests), false));
        return there
                ? tree
                : tree.thenCompose(done -> bucket.upload(layout.object(epoch, object.id()), file));
    }

    private Path newFile() throws StoreException {
        try {
            return Files.createTempFile("multimodal-", ".spool");
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private HashedObject spool(byte[] head, InputStream rest, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            return HashedObject.copy(
                    head,
                    rest,
                    (chunk, count) -> {
                        try {
                            out.write(chunk, 0, count);
                        } catch (IOException e) {
                            throw noRoom(e);
                        }
                    });
        }
    }

    private StoreUnavailableException noRoom(IOException e) {
        return new StoreUnavailableException(
                "Cannot put an object of more than 8 MiB into "
                        + bucket
                        + ": it cannot be kept in "
                        + System.getProperty("java.io.tmpdir")
                        + " until it is sent ("
                        + e.getMessage()
                        + "); make room there, or name another folder by -Djava.io.tmpdir",
                e);
    }

    private void acquire() throws StoreException {
        try {
            FILES.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited to put into " + bucket, e);
        }
    }

    private static void discard(Path file) {
        FILES.release();
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The system cleans its temporary files.
        }
    }
}
