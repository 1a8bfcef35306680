// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What is known of an object once all its bytes have passed.
 *
 * @param id its name
 * @param length how many bytes it has: at least one
 * @param tree also of an object that is too short to need one
 */
public record HashedObject(ContentId id, long length, RangeTree tree) {
    private static final int CHUNK_BYTES = 1 << 20;

    /** The reference to it in a store. */
    public StoredRef ref(int storeId) {
        return new StoredRef(
                storeId,
                id,
                length,
                RangeTree.covers(length) ? Optional.of(tree.root()) : Optional.empty());
    }

    /** Reads an object from its first byte to its last, in bounded memory. Blocks. */
    static HashedObject of(RawObject raw) throws StoreException {
        MessageDigest whole = ContentId.newDigest();
        RangeTree.Builder tree = new RangeTree.Builder();
        long length = raw.lengthBytes();
        for (long at = 0; at < length; at += WindowStream.WINDOW_BYTES) {
            int count = (int) Math.min(WindowStream.WINDOW_BYTES, length - at);
            byte[] bytes = raw.read(at, count);
            whole.update(bytes);
            tree.update(bytes, 0, count);
        }
        return new HashedObject(ContentId.of(whole.digest()), length, tree.build());
    }

    /**
     * Hashes and writes in one pass, in bounded memory.
     *
     * @param head the first bytes of the object
     * @param rest what follows; its own errors come through as they are
     */
    public static HashedObject copy(byte[] head, InputStream rest, Sink sink) throws IOException {
        MessageDigest whole = ContentId.newDigest();
        RangeTree.Builder tree = new RangeTree.Builder();
        byte[] chunk = head;
        int count = head.length;
        long length = 0;
        while (count > 0) {
            whole.update(chunk, 0, count);
            tree.update(chunk, 0, count);
            sink.write(chunk, count);
            length += count;
            chunk = chunk == head ? new byte[CHUNK_BYTES] : chunk;
            count = rest.readNBytes(chunk, 0, chunk.length);
        }
        return new HashedObject(ContentId.of(whole.digest()), length, tree.build());
    }

    /** Where the bytes go. */
    @FunctionalInterface
    public interface Sink {
        /** Takes the first {@code count} bytes; the array is used again afterwards. */
        void write(byte[] chunk, int count) throws IOException;
    }
}
