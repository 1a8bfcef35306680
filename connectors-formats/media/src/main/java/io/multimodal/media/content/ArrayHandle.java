// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.content;

import io.multimodal.annotation.Public;
import io.multimodal.store.ObjectHandle;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/** An object handle over bytes in memory that are not in a store. Thread-safe; does not block. */
@Public
public final class ArrayHandle implements ObjectHandle {
    private final byte[] bytes;

    /**
     * @param bytes not copied
     */
    public ArrayHandle(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public byte[] read(long offset, int length) {
        Objects.checkFromIndexSize(offset, length, (long) bytes.length);
        return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
    }

    @Override
    public InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }
}
