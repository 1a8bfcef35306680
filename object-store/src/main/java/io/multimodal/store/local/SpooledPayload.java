// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.HashedObject;
import io.multimodal.store.local.disk.Disk;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A large object in a temporary file, synced.
 *
 * @param file where it lies
 */
record SpooledPayload(Path file, HashedObject object) {
    /**
     * Writes and hashes in one pass, in bounded memory.
     *
     * @param head the first bytes of the object
     * @param rest what follows; its own errors come through as they are
     */
    static SpooledPayload write(DurableFiles files, byte[] head, InputStream rest)
            throws IOException {
        Path file = files.newTemporary();
        boolean complete = false;
        try (Disk.OpenFile out = create(files, file)) {
            HashedObject object =
                    HashedObject.copy(
                            head, rest, (chunk, count) -> append(out, file, chunk, count));
            sync(out, file);
            complete = true;
            return new SpooledPayload(file, object);
        } finally {
            if (!complete) {
                files.discard(file);
            }
        }
    }

    private static Disk.OpenFile create(DurableFiles files, Path file) throws StoreException {
        try {
            return files.disk().create(file);
        } catch (IOException e) {
            throw LocalErrors.of("make", file, e);
        }
    }

    private static void append(Disk.OpenFile out, Path file, byte[] chunk, int count)
            throws StoreException {
        try {
            out.write(chunk, 0, count);
        } catch (IOException e) {
            throw LocalErrors.of("write", file, e);
        }
    }

    private static void sync(Disk.OpenFile out, Path file) throws StoreException {
        try {
            out.sync();
        } catch (IOException e) {
            throw LocalErrors.of("sync", file, e);
        }
    }
}
