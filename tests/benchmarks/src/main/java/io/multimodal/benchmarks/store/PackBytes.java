// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Packs of one object each, and an index of them, byte by byte as {@code docs/format.md} says: to
 * put 100,000 of them through as many stores would take hours. Pack number n holds content number
 * n.
 */
final class PackBytes {
    private static final int OBJECT_BYTES = 100;
    private static final int HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 44;

    private final int storeId;

    PackBytes(int storeId) {
        this.storeId = storeId;
    }

    StoredRef ref(long number) {
        return new StoredRef(
                storeId, ContentId.hash(content(number)), OBJECT_BYTES, Optional.empty());
    }

    byte[] pack(long number) {
        byte[] content = content(number);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header("MMPACK01"));
        ByteBuffer record =
                ByteBuffer.allocate(RECORD_HEADER_BYTES)
                        .putInt(content.length)
                        .put(ContentId.hash(content).digest())
                        .putInt(crc(content, content.length, 0));
        record.putInt(crc(record.array(), RECORD_HEADER_BYTES - 4, HEADER_BYTES));
        out.writeBytes(record.array());
        out.writeBytes(content);
        long footerAt = out.size();
        ByteBuffer footer = ByteBuffer.allocate(64).put(entry(number)).putLong(footerAt).putInt(1);
        footer.putInt(crc(footer.array(), 52, footerAt)).put("MMPKEND1".getBytes(US_ASCII));
        out.writeBytes(footer.array());
        return out.toByteArray();
    }

    /** The index of the packs with these names. */
    byte[] index(String[] names) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header("MMINDX01"));
        int packBytes = pack(0).length;
        for (int number = 0; number < names.length; number++) {
            byte[] name = names[number].getBytes(US_ASCII);
            ByteBuffer section =
                    ByteBuffer.allocate(2 + name.length + 12 + 40 + 4)
                            .putShort((short) name.length)
                            .put(name)
                            .putLong(packBytes)
                            .putInt(1)
                            .put(entry(number));
            section.putInt(crc(section.array(), section.position(), out.size()));
            out.writeBytes(section.array());
        }
        return out.toByteArray();
    }

    private static byte[] entry(long number) {
        return ByteBuffer.allocate(40)
                .put(ContentId.hash(content(number)).digest())
                .putInt(HEADER_BYTES)
                .putInt(OBJECT_BYTES)
                .array();
    }

    private byte[] header(String magic) {
        ByteBuffer header =
                ByteBuffer.allocate(HEADER_BYTES)
                        .put(magic.getBytes(US_ASCII))
                        .putInt(storeId)
                        .putLong(1);
        return header.putInt(crc(header.array(), HEADER_BYTES - 4, 0)).array();
    }

    private static byte[] content(long number) {
        return ByteBuffer.allocate(OBJECT_BYTES).putLong(number).array();
    }

    private static int crc(byte[] bytes, int length, long offset) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        if (offset != 0) {
            crc.update(ByteBuffer.allocate(8).putLong(0, offset));
        }
        return (int) crc.getValue();
    }
}
