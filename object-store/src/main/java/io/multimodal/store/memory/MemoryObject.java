// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.memory;

import io.multimodal.store.internal.RawObject;
import java.util.Arrays;
import java.util.Optional;

/** Bytes in memory, without a stored tree: that is computed when it is needed. */
final class MemoryObject implements RawObject {
    private final String place;
    private final byte[] bytes;

    MemoryObject(String place, byte[] bytes) {
        this.place = place;
        this.bytes = bytes;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public long lengthBytes() {
        return bytes.length;
    }

    @Override
    public byte[] read(long offset, int length) {
        return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
    }

    @Override
    public Optional<byte[]> treeDigests() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
