// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of an index: a header, then a section for each pack with what its footer lists. Each
 * section has a checksum that covers where it lies; behind the first damaged one nothing is
 * believed. An index holds no truth: what it lacks is read from the packs.
 */
public final class IndexFormat {
    public static final int HEADER_BYTES = 24;

    /** A longer index is not read. */
    public static final int MAX_BYTES = 64 << 20;

    private static final int MAX_NAME_BYTES = 64;
    private static final byte[] MAGIC = "MMINDX01".getBytes(US_ASCII);

    private IndexFormat() {}

    public static byte[] header(int storeId, long epoch) {
        ByteBuffer out =
                ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(storeId).putLong(epoch);
        return out.putInt(PackFormat.crc(out.array(), 0, HEADER_BYTES - 4, 0)).array();
    }

    /**
     * A section.
     *
     * @param offset where in the index it will lie
     */
    public static byte[] section(IndexedPack pack, long offset) {
        byte[] name = pack.name().getBytes(US_ASCII);
        int entries = pack.entries().size();
        int at = 2 + name.length + 12;
        byte[] out = new byte[at + entries * PackFormat.ENTRY_BYTES + 4];
        ByteBuffer target = ByteBuffer.wrap(out);
        target.putShort((short) name.length).put(name).putLong(pack.packBytes()).putInt(entries);
        PackFormat.putEntries(out, at, pack.entries());
        target.putInt(out.length - 4, PackFormat.crc(out, 0, out.length - 4, offset));
        return out;
    }

    /** How long the section of a pack is. */
    public static long sectionBytes(IndexedPack pack) {
        return 2L
                + pack.name().length()
                + 12
                + (long) pack.entries().size() * PackFormat.ENTRY_BYTES
                + 4;
    }

    /** A whole index. */
    public static byte[] encode(int storeId, long epoch, List<IndexedPack> packs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header(storeId, epoch));
        packs.forEach(pack -> out.writeBytes(section(pack, out.size())));
        return out.toByteArray();
    }

    /** What is to be believed of an index that may be damaged. */
    public static Decoded decode(byte[] bytes, int storeId, long epoch) {
        if (bytes.length < HEADER_BYTES
                || !Arrays.equals(
                        bytes, 0, HEADER_BYTES, header(storeId, epoch), 0, HEADER_BYTES)) {
            return new Decoded(List.of(), false);
        }
        List<IndexedPack> packs = new ArrayList<>();
        int at = HEADER_BYTES;
        while (at < bytes.length) {
            Optional<Integer> end = sectionEnd(bytes, at);
            if (end.isEmpty()) {
                return new Decoded(packs, false);
            }
            packs.add(section(bytes, at));
            at = end.get();
        }
        return new Decoded(packs, true);
    }

    /** Where the section ends that begins here; empty where no sound one does. */
    private static Optional<Integer> sectionEnd(byte[] bytes, int at) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length - at < 2) {
            return Optional.empty();
        }
        int name = in.getShort(at);
        if (name < 1 || name > MAX_NAME_BYTES || bytes.length - at < 2 + name + 12) {
            return Optional.empty();
        }
        long entries = in.getInt(at + 2 + name + 8);
        long end = at + 2L + name + 12 + entries * PackFormat.ENTRY_BYTES + 4;
        if (entries < 0 || end > bytes.length) {
            return Optional.empty();
        }
        int crc = (int) end - 4;
        return in.getInt(crc) == PackFormat.crc(bytes, at, crc - at, at)
                ? Optional.of((int) end)
                : Optional.empty();
    }

    private static IndexedPack section(byte[] bytes, int at) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int name = in.getShort(at);
        int entries = at + 2 + name + 12;
        return new IndexedPack(
                new String(bytes, at + 2, name, US_ASCII),
                in.getLong(at + 2 + name),
                PackFormat.entries(bytes, entries, in.getInt(entries - 4)));
    }

    /**
     * An index that was read.
     *
     * @param packs what it says, up to the first damage
     * @param whole whether there was none
     */
    public record Decoded(List<IndexedPack> packs, boolean whole) {}
}
