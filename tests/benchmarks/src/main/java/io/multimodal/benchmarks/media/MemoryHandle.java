// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import io.multimodal.store.ObjectHandle;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;

/** An object in memory, as a warm cache would have it. */
final class MemoryHandle implements ObjectHandle {
    private final byte[] bytes;

    MemoryHandle(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public byte[] read(long offset, int length) {
        return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
    }

    @Override
    public InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }
}
