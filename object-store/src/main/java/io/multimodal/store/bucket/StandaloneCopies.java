// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.HashedObject;
import io.multimodal.store.ref.RangeTree;
import java.util.Arrays;
import java.util.Optional;

/**
 * Compares what lies under a key of its own with what is put, before a put relies on it: that a key
 * is there and has the right length does not mean that its bytes are sound. Thread-safe; every call
 * blocks.
 */
final class StandaloneCopies {
    private static final int STEP_BYTES = 8 << 20;

    private final Bucket bucket;

    StandaloneCopies(Bucket bucket) {
        this.bucket = bucket;
    }

    /** Whether an object has exactly this content; reads it. */
    boolean holds(String key, byte[] content) throws StoreException {
        return bucket.get(key, 0, Math.max(1, content.length))
                .filter(part -> part.objectBytes() == content.length)
                .filter(part -> Arrays.equals(part.bytes(), content))
                .isPresent();
    }

    /** Whether a large object is this one; reads it up to the first segment that is not. */
    boolean holds(String key, HashedObject object) throws StoreException {
        long segment = RangeTree.segmentBytes(object.length());
        long step = Math.max(1, STEP_BYTES / segment) * segment;
        for (long at = 0; at < object.length(); at += step) {
            int length = (int) Math.min(step, object.length() - at);
            Optional<BlobClient.Part> part = bucket.get(key, at, length);
            if (part.isEmpty()
                    || part.get().bytes().length != length
                    || part.get().objectBytes() != object.length()
                    || !verifies(object, at, part.get().bytes(), (int) segment)) {
                return false;
            }
        }
        return true;
    }

    private static boolean verifies(HashedObject object, long at, byte[] bytes, int segment) {
        for (int from = 0; from < bytes.length; from += segment) {
            int length = Math.min(segment, bytes.length - from);
            if (!object.tree().verifies((at + from) / segment, bytes, from, length)) {
                return false;
            }
        }
        return true;
    }
}
