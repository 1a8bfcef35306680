// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers in bytes, the least significant byte first. */
final class LittleEndian {
    private final ByteBuffer bytes;

    LittleEndian(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int length() {
        return bytes.limit();
    }

    int u16(int at) {
        return bytes.getShort(at) & 0xffff;
    }

    int i32(int at) {
        return bytes.getInt(at);
    }

    long u32(int at) {
        return bytes.getInt(at) & 0xffffffffL;
    }

    long i64(int at) {
        return bytes.getLong(at);
    }

    byte[] copy(int at, int length) {
        byte[] copy = new byte[length];
        bytes.get(at, copy);
        return copy;
    }
}
