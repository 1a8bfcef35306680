// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Objects in memory that count what is read of them. */
public final class Objects {
    private final Map<ObjectRef, Counting> handles = new ConcurrentHashMap<>();

    /** A reference to these bytes. */
    public ObjectRef ref(byte[] bytes) {
        return ref(bytes, Optional.empty());
    }

    /** A reference to these bytes that says so. */
    public ObjectRef versioned(byte[] bytes) {
        return ref(bytes, Optional.of("1"));
    }

    private ObjectRef ref(byte[] bytes, Optional<String> validator) {
        ObjectRef ref =
                new ExternalRef(
                        "test:" + ContentId.hash(bytes).hex(),
                        0,
                        OptionalLong.of(bytes.length),
                        validator);
        handles.putIfAbsent(ref, new Counting(bytes));
        return ref;
    }

    public Counting open(ObjectRef ref) {
        return handles.get(ref);
    }

    /** An object that counts. */
    public static Counting handle(byte[] bytes) {
        return new Counting(bytes);
    }

    /** Counts bytes and reads. */
    public static final class Counting implements ObjectHandle {
        private final byte[] bytes;
        private long bytesRead;
        private int reads;

        private Counting(byte[] bytes) {
            this.bytes = bytes;
        }

        public long bytesRead() {
            return bytesRead;
        }

        public int reads() {
            return reads;
        }

        public void forget() {
            bytesRead = 0;
            reads = 0;
        }

        @Override
        public long sizeBytes() {
            return bytes.length;
        }

        @Override
        public byte[] read(long offset, int length) {
            java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
            bytesRead += length;
            reads++;
            return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
        }

        @Override
        public InputStream stream() {
            bytesRead += bytes.length;
            return new ByteArrayInputStream(bytes);
        }
    }
}
