// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/** An object whose first bytes are here already. */
final class PrefetchedHandle implements ObjectHandle {
    private final byte[] head;
    private final ObjectHandle object;

    PrefetchedHandle(byte[] head, ObjectHandle object) {
        this.head = head;
        this.object = object;
    }

    @Override
    public long sizeBytes() {
        return object.sizeBytes();
    }

    @Override
    public byte[] read(long offset, int length) throws StoreException {
        long end = sizeBytes();
        Objects.checkFromIndexSize(offset, length, end);
        return offset + length <= head.length
                ? Arrays.copyOfRange(head, (int) offset, (int) offset + length)
                : object.read(offset, length);
    }

    @Override
    public InputStream stream() throws StoreException {
        return head.length >= sizeBytes() ? new ByteArrayInputStream(head) : object.stream();
    }
}
