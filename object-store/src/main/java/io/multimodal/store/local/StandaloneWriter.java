// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.Epochs;
import io.multimodal.store.local.disk.DirectorySync;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalErrors;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.local.disk.RegularFiles;
import io.multimodal.store.ref.StoredRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Gives an object a file of its own in the present epoch. What lies there already is compared byte
 * by byte, so that putting an object again heals it. Thread-safe.
 */
final class StandaloneWriter {
    private static final int CHUNK_BYTES = 1 << 20;

    private final LocalLayout layout;
    private final Epochs epochs;
    private final DurableFiles files;
    private final DirectorySync directories;

    StandaloneWriter(LocalLayout layout, Epochs epochs, DurableFiles files, Executor syncing) {
        this.layout = layout;
        this.epochs = epochs;
        this.files = files;
        this.directories = new DirectorySync(files.disk(), syncing);
    }

    /** Writes and syncs the content; what it gives completes when the name is synced too. */
    CompletableFuture<Void> write(StoredRef ref, byte[] content) throws StoreException {
        long present = epochs.present();
        for (long epoch : epochs.known()) {
            Path older = layout.object(epoch, ref.id());
            if (epoch != present && isThere(older)) {
                await(write(older, content));
            }
        }
        return write(layout.object(present, ref.id()), content);
    }

    /** The same for an object that was spooled; the spool's file is gone afterwards. */
    CompletableFuture<Void> publish(StoredRef ref, SpooledPayload spool) throws StoreException {
        try {
            long epoch = epochs.present();
            healOlder(ref, spool, epoch);
            // First the tree's name is durable, so that no crash shows the object without it.
            await(write(layout.tree(epoch, ref.id()), spool.object().tree().digests()));
            Path name = layout.object(epoch, ref.id());
            files.makeDirectories(name.getParent());
            if (isThere(name) && !holds(name, spool)) {
                files.replace(spool.file(), name);
            } else {
                files.publish(spool.file(), name, ref.length());
            }
            return directories.sync(name.getParent());
        } finally {
            files.discard(spool.file());
        }
    }

    private static void await(CompletableFuture<Void> sync) throws StoreException {
        try {
            sync.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException typed) {
                throw typed;
            }
            throw e;
        }
    }

    private CompletableFuture<Void> write(Path name, byte[] content) throws StoreException {
        files.makeDirectories(name.getParent());
        if (!isThere(name)) {
            files.publish(files.writeTemporary(content, true), name, content.length);
        } else if (!holds(name, content)) {
            files.replace(files.writeTemporary(content, true), name);
        }
        return directories.sync(name.getParent());
    }

    /**
     * Older epochs keep their copies, each of which a reader may meet. A name of an epoch that was
     * collected meanwhile may come back, as garbage that a later sweep finds.
     */
    private void healOlder(StoredRef ref, SpooledPayload spool, long present)
            throws StoreException {
        for (long epoch : epochs.known()) {
            Path name = layout.object(epoch, ref.id());
            if (epoch != present && isThere(name)) {
                await(write(layout.tree(epoch, ref.id()), spool.object().tree().digests()));
                if (!holds(name, spool)) {
                    Path copy = files.newTemporary();
                    try {
                        files.disk().link(spool.file(), copy);
                    } catch (IOException e) {
                        throw LocalErrors.of("heal", name, e);
                    }
                    files.replace(copy, name);
                    await(directories.sync(name.getParent()));
                }
            }
        }
    }

    /** Whether anything has this name, even a link to nothing. */
    private static boolean isThere(Path name) {
        return Files.exists(name, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean holds(Path name, byte[] content) {
        try {
            return Files.size(name) == content.length
                    && same(RegularFiles.newInputStream(name), new ByteArrayInputStream(content));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean holds(Path name, SpooledPayload spool) {
        try {
            return Files.size(name) == spool.object().length()
                    && same(RegularFiles.newInputStream(name), Files.newInputStream(spool.file()));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean same(InputStream one, InputStream other) throws IOException {
        try (InputStream a = one;
                InputStream b = other) {
            byte[] left = new byte[CHUNK_BYTES];
            byte[] right = new byte[CHUNK_BYTES];
            while (true) {
                int count = a.readNBytes(left, 0, CHUNK_BYTES);
                int others = b.readNBytes(right, 0, CHUNK_BYTES);
                if (!Arrays.equals(left, 0, count, right, 0, others)) {
                    return false;
                }
                if (count == 0) {
                    return true;
                }
            }
        }
    }
}
