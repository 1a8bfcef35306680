// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.multimodal.store.ref.ContentId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The bytes of a pack: a header, records one behind the other, and a footer once it is sealed. All
 * numbers are big-endian; {@code docs/format.md} has the tables.
 */
public final class PackFormat {
    public static final int HEADER_BYTES = 24;
    public static final int RECORD_HEADER_BYTES = 44;
    public static final int ENTRY_BYTES = ContentId.DIGEST_BYTES + 8;
    public static final int TRAILER_BYTES = 24;

    /** Objects shorter than this go into packs. */
    public static final int MAX_RECORD_BYTES = 1 << 20;

    /** A pack is sealed before it grows beyond this. */
    public static final int MAX_PACK_BYTES = 64 << 20;

    private static final byte[] MAGIC = "MMPACK01".getBytes(US_ASCII);
    private static final byte[] END_MAGIC = "MMPKEND1".getBytes(US_ASCII);

    private PackFormat() {}

    public static byte[] header(int storeId, long epoch) {
        ByteBuffer out =
                ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(storeId).putLong(epoch);
        return out.putInt(crc(out.array(), 0, HEADER_BYTES - 4, 0)).array();
    }

    public static boolean isHeader(byte[] bytes, int storeId, long epoch) {
        return Arrays.equals(bytes, header(storeId, epoch));
    }

    /**
     * Writes a record: its header and the object.
     *
     * @param at where in the array to
     * @param offset where in its pack the record will lie
     */
    public static void putRecord(byte[] out, int at, long offset, ContentId id, byte[] payload) {
        putHeader(out, at, offset, id, payload);
        System.arraycopy(payload, 0, out, at + RECORD_HEADER_BYTES, payload.length);
    }

    /**
     * Writes the header of a record alone; the object follows it.
     *
     * @param at where in the array to
     * @param offset where in its pack the record will lie
     */
    public static void putHeader(byte[] out, int at, long offset, ContentId id, byte[] payload) {
        ByteBuffer.wrap(out).putInt(at, payload.length);
        id.copyTo(out, at + 4);
        int crcs = at + 4 + ContentId.DIGEST_BYTES;
        ByteBuffer.wrap(out).putInt(crcs, crc(payload, 0, payload.length, 0));
        ByteBuffer.wrap(out).putInt(crcs + 4, crc(out, at, RECORD_HEADER_BYTES - 4, offset));
    }

    /**
     * An erased record without content, which says that all records before it were synced.
     *
     * @param offset where in its pack it will lie
     */
    public static byte[] syncMark(long offset) {
        byte[] mark = new byte[RECORD_HEADER_BYTES];
        putRecord(mark, 0, offset, PackEntry.ERASED, new byte[0]);
        return mark;
    }

    /**
     * The record whose header lies in {@code bytes[at ..)}; empty where none does.
     *
     * @param offset where in the pack that is
     */
    public static Optional<RecordHeader> recordHeader(byte[] bytes, int at, long offset) {
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

    /** How long the footer of a pack with so many records is. */
    static int footerBytes(int entries) {
        return entries * ENTRY_BYTES + TRAILER_BYTES;
    }

    /** The footer of a pack whose records end at this offset. */
    public static byte[] footer(List<PackEntry> entries, long offset) {
        byte[] out = new byte[footerBytes(entries.size())];
        putFooter(out, 0, entries, offset);
        return out;
    }

    static void putFooter(byte[] out, int at, List<PackEntry> entries, long offset) {
        putEntries(out, at, entries);
        int end = at + entries.size() * ENTRY_BYTES;
        ByteBuffer trailer = ByteBuffer.wrap(out).position(end);
        trailer.putLong(offset).putInt(entries.size());
        trailer.putInt(crc(out, at, end + 12 - at, offset)).put(END_MAGIC);
    }

    static void putEntries(byte[] out, int at, List<PackEntry> entries) {
        ByteBuffer target = ByteBuffer.wrap(out);
        int next = at;
        for (PackEntry entry : entries) {
            entry.id().copyTo(out, next);
            target.putInt(next + ContentId.DIGEST_BYTES, (int) entry.offset());
            target.putInt(next + ContentId.DIGEST_BYTES + 4, entry.length());
            next += ENTRY_BYTES;
        }
    }

    static List<PackEntry> entries(byte[] bytes, int at, int count) {
        ByteBuffer in = ByteBuffer.wrap(bytes).position(at);
        PackEntry[] entries = new PackEntry[count];
        for (int i = 0; i < count; i++) {
            byte[] digest = new byte[ContentId.DIGEST_BYTES];
            in.get(digest);
            entries[i] = new PackEntry(ContentId.of(digest), in.getInt(), in.getInt());
        }
        return List.of(entries);
    }

    /** Where the footer begins, from the last bytes of the pack; empty where there is none. */
    static Optional<Long> footerOffset(byte[] trailer, long packBytes) {
        if (trailer.length < TRAILER_BYTES) {
            return Optional.empty();
        }
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
    static Optional<List<PackEntry>> footerEntries(byte[] footer, long offset) {
        int size = footer.length - TRAILER_BYTES;
        return ByteBuffer.wrap(footer).getInt(size + 12) == crc(footer, 0, size + 12, offset)
                ? Optional.of(entries(footer, 0, size / ENTRY_BYTES))
                : Optional.empty();
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
    public record RecordHeader(ContentId id, long offset, int length, int payloadCrc) {
        public PackEntry entry() {
            return new PackEntry(id, offset, length);
        }

        public boolean matches(byte[] bytes, int at) {
            return crc(bytes, at, length, 0) == payloadCrc;
        }
    }
}
