// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.multimodal.store.ContentId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The bytes of a pack: a header, records one behind the other, and a footer once it is sealed. All
 * numbers are big-endian; {@code docs/format.md} has the tables.
 */
final class PackFormat {
    static final int HEADER_BYTES = 24;
    static final int RECORD_HEADER_BYTES = 44;
    static final int ENTRY_BYTES = ContentId.DIGEST_BYTES + 8;
    static final int TRAILER_BYTES = 24;

    /** Objects shorter than this go into packs. */
    static final int MAX_RECORD_BYTES = 1 << 20;

    /** A pack is sealed before it grows beyond this. */
    static final int MAX_PACK_BYTES = 64 << 20;

    private static final byte[] MAGIC = "MMPACK01".getBytes(US_ASCII);
    private static final byte[] END_MAGIC = "MMPKEND1".getBytes(US_ASCII);

    private PackFormat() {}

    static byte[] header(int storeId, long epoch) {
        ByteBuffer out =
                ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(storeId).putLong(epoch);
        return out.putInt(crc(out.array(), 0, HEADER_BYTES - 4, 0)).array();
    }

    static boolean isHeader(byte[] bytes, int storeId, long epoch) {
        return Arrays.equals(bytes, header(storeId, epoch));
    }

    /**
     * Writes the header of a record.
     *
     * @param at where in the array to
     * @param offset where in its pack the record will lie
     */
    static void putRecordHeader(byte[] out, int at, long offset, byte[] digest, byte[] payload) {
        ByteBuffer header = ByteBuffer.wrap(out);
        header.position(at);
        header.putInt(payload.length).put(digest).putInt(crc(payload, 0, payload.length, 0));
        header.putInt(crc(out, at, RECORD_HEADER_BYTES - 4, offset));
    }

    /**
     * The record whose header lies in {@code bytes[at ..)}; empty where none does.
     *
     * @param offset where in the pack that is
     */
    static Optional<RecordHeader> recordHeader(byte[] bytes, int at, long offset) {
        ByteBuffer in = ByteBuffer.wrap(bytes, at, RECORD_HEADER_BYTES);
        int length = in.getInt();
        if (length < 0 || length >= MAX_RECORD_BYTES) {
            return Optional.empty();
        }
        if (in.getInt(at + RECORD_HEADER_BYTES - 4)
                != crc(bytes, at, RECORD_HEADER_BYTES - 4, offset)) {
            return Optional.empty();
        }
        byte[] digest = new byte[ContentId.DIGEST_BYTES];
        in.get(digest);
        return Optional.of(new RecordHeader(ContentId.of(digest), offset, length, in.getInt()));
    }

    /** The footer of a pack whose records end at this offset. */
    static byte[] footer(List<PackEntry> entries, long offset) {
        int size = entries.size() * ENTRY_BYTES;
        ByteBuffer out = ByteBuffer.allocate(size + TRAILER_BYTES);
        for (PackEntry entry : entries) {
            out.put(entry.id().digest()).putInt((int) entry.offset()).putInt(entry.length());
        }
        out.putLong(offset).putInt(entries.size());
        out.putInt(crc(out.array(), 0, size + 12, offset));
        return out.put(END_MAGIC).array();
    }

    /** Where the footer begins, from the last bytes of the pack; empty where there is none. */
    static Optional<Long> footerOffset(byte[] trailer, long packBytes) {
        ByteBuffer in = ByteBuffer.wrap(trailer);
        long offset = in.getLong();
        long count = in.getInt();
        boolean ends = Arrays.equals(trailer, 16, TRAILER_BYTES, END_MAGIC, 0, END_MAGIC.length);
        return ends
                        && count >= 0
                        && offset >= HEADER_BYTES
                        && offset + count * ENTRY_BYTES + TRAILER_BYTES == packBytes
                ? Optional.of(offset)
                : Optional.empty();
    }

    /** What a footer lists; empty where it is damaged. */
    static Optional<List<PackEntry>> entries(byte[] footer, long offset) {
        int size = footer.length - TRAILER_BYTES;
        ByteBuffer in = ByteBuffer.wrap(footer);
        if (in.getInt(size + 12) != crc(footer, 0, size + 12, offset)) {
            return Optional.empty();
        }
        PackEntry[] entries = new PackEntry[size / ENTRY_BYTES];
        for (int i = 0; i < entries.length; i++) {
            byte[] digest = new byte[ContentId.DIGEST_BYTES];
            in.get(digest);
            entries[i] = new PackEntry(ContentId.of(digest), in.getInt(), in.getInt());
        }
        return Optional.of(List.of(entries));
    }

    static int crc(byte[] bytes, int at, int length, long offset) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, length);
        if (offset != 0) {
            crc.update(ByteBuffer.allocate(8).putLong(offset).flip());
        }
        return (int) crc.getValue();
    }

    /**
     * A record's header.
     *
     * @param payloadCrc the CRC32C of the object's bytes
     */
    record RecordHeader(ContentId id, long offset, int length, int payloadCrc) {
        PackEntry entry() {
            return new PackEntry(id, offset, length);
        }

        boolean matches(byte[] bytes, int at) {
            return crc(bytes, at, length, 0) == payloadCrc;
        }
    }
}
