// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.ContentId;
import io.multimodal.store.RangeTree;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoredRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A large object in a temporary file, synced, with everything known that its reference needs.
 *
 * @param file where it lies
 */
record Spool(Path file, ContentId id, long length, RangeTree tree) {
    private static final int CHUNK_BYTES = 1 << 20;

    /**
     * Writes and hashes in one pass, in bounded memory.
     *
     * @param head the first bytes of the object
     * @param rest what follows; its own errors come through as they are
     */
    static Spool write(DurableFiles files, byte[] head, InputStream rest) throws IOException {
        Path file = files.newTemporary();
        boolean complete = false;
        try (Disk.OpenFile out = create(files, file)) {
            MessageDigest whole = ContentId.newDigest();
            RangeTree.Builder tree = new RangeTree.Builder();
            byte[] chunk = head;
            int count = head.length;
            long length = 0;
            while (count > 0) {
                whole.update(chunk, 0, count);
                tree.update(chunk, 0, count);
                append(out, file, chunk, count);
                length += count;
                chunk = chunk == head ? new byte[CHUNK_BYTES] : chunk;
                count = rest.readNBytes(chunk, 0, chunk.length);
            }
            sync(out, file);
            complete = true;
            return new Spool(file, ContentId.of(whole.digest()), length, tree.build());
        } finally {
            if (!complete) {
                files.discard(file);
            }
        }
    }

    StoredRef ref(int storeId) {
        return new StoredRef(storeId, id, length, Optional.of(tree.root()));
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
