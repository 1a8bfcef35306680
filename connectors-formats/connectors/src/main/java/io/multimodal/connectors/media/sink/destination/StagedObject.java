// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where the bytes of a file are that is written to a bucket.
 *
 * <p>Its bytes are those of the reference where there is no origin; otherwise a zero, with which no
 * reference begins, the length of the reference as 4 bytes, the reference, and the origin.
 *
 * @param kept where they stay until the file is published
 * @param origin where they came from, and may be copied from by a server
 */
record StagedObject(ObjectRef kept, Optional<ObjectRef> origin) {
    private static final byte WITH_ORIGIN = 0;
    private static final int HEAD_BYTES = 1 + Integer.BYTES;

    byte[] toBytes() {
        byte[] first = kept.toBytes();
        if (origin.isEmpty()) {
            return first;
        }
        byte[] second = origin.get().toBytes();
        return ByteBuffer.allocate(HEAD_BYTES + first.length + second.length)
                .put(WITH_ORIGIN)
                .putInt(first.length)
                .put(first)
                .put(second)
                .array();
    }

    static StagedObject fromBytes(byte[] bytes) throws InvalidReferenceException {
        if (bytes.length == 0 || bytes[0] != WITH_ORIGIN) {
            return new StagedObject(ObjectRef.fromBytes(bytes), Optional.empty());
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(1);
        int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new InvalidReferenceException("A staged object has %d bytes".formatted(length));
        }
        byte[] first = new byte[length];
        in.get(first);
        byte[] second = new byte[in.remaining()];
        in.get(second);
        return new StagedObject(
                ObjectRef.fromBytes(first), Optional.of(ObjectRef.fromBytes(second)));
    }
}
