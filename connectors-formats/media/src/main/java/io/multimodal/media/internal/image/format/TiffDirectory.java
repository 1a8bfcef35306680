// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The tags of numbers of the first directory of a TIFF, classic or big, or of an EXIF block. */
public final class TiffDirectory {
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int FILL_ORDER = 266;
    public static final int STRIP_OFFSETS = 273;
    static final int ORIENTATION = 274;
    static final int SAMPLES = 277;
    static final int ROWS_PER_STRIP = 278;
    public static final int STRIP_BYTES = 279;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    public static final int TILE_OFFSETS = 324;
    public static final int TILE_BYTES = 325;
    static final int EXTRA_SAMPLES = 338;
    static final int SAMPLE_FORMAT = 339;
    static final int YCBCR_COEFFICIENTS = 529;

    private static final int RATIONAL = 5;
    private static final int MAX_ENTRIES = 4096;

    /** Where a tag's values are. */
    private record Entry(long at, long count, int valueBytes) {}

    private final HeaderBytes bytes;
    private final boolean little;
    private final Map<Integer, Entry> entries = new HashMap<>();

    private TiffDirectory(HeaderBytes bytes, boolean little) {
        this.bytes = bytes;
        this.little = little;
    }

    /** Reads the directory of a TIFF that begins at an offset. */
    public static TiffDirectory read(HeaderBytes bytes, long start)
            throws IOException, HeaderBytes.OutOfReachException {
        boolean little = bytes.u8(start) == 'I';
        boolean big = bytes.u16(start + 2, little) == 43;
        long at = start + (big ? bytes.u64(start + 8, little) : bytes.u32(start + 4, little));
        if (at <= start) {
            throw new MediaException(
                    ErrorCode.CORRUPT, "The TIFF's first directory is said to lie before its head");
        }
        long count = big ? bytes.u64(at, little) : bytes.u16(at, little);
        if (count < 0 || count > MAX_ENTRIES) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The TIFF's first directory says that it has %s entries; at most %d are read"
                            .formatted(Long.toUnsignedString(count), MAX_ENTRIES));
        }
        TiffDirectory directory = new TiffDirectory(bytes, little);
        at += big ? 8 : 2;
        for (long i = 0; i < count; i++, at += big ? 20 : 12) {
            int valueBytes =
                    switch (bytes.u16(at + 2, little)) {
                        case 1, 6, 7 -> 1;
                        case 3, 8 -> 2;
                        case 4, 9 -> 4;
                        case RATIONAL, 16, 17 -> 8;
                        default -> 0;
                    };
            long values = big ? bytes.u64(at + 4, little) : bytes.u32(at + 4, little);
            if (valueBytes == 0 || values < 1) {
                continue;
            }
            long value = at + (big ? 12 : 8);
            if (values > (big ? 8 : 4) / valueBytes) {
                value = start + (big ? bytes.u64(value, little) : bytes.u32(value, little));
            }
            directory.entries.put(bytes.u16(at, little), new Entry(value, values, valueBytes));
        }
        return directory;
    }

    /** Whether the least significant byte of a number comes first. */
    boolean isLittle() {
        return little;
    }

    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** How many values a tag has. */
    long count(int tag) {
        return has(tag) ? entries.get(tag).count : 0;
    }

    /** The first value of a tag, or what it means that the tag is absent. */
    long value(int tag, long absent) throws IOException, HeaderBytes.OutOfReachException {
        return has(tag) ? value(tag, 0, absent) : absent;
    }

    /** One value of a tag, counted from 0. */
    public long value(int tag, long index, long absent)
            throws IOException, HeaderBytes.OutOfReachException {
        Entry entry = entries.get(tag);
        if (entry == null || index >= entry.count) {
            return absent;
        }
        long at = entry.at + index * entry.valueBytes;
        return switch (entry.valueBytes) {
            case 1 -> bytes.u8(at);
            case 2 -> bytes.u16(at, little);
            case 4 -> bytes.u32(at, little);
            default -> bytes.u64(at, little);
        };
    }

    /** One value of a tag of fractions; {@code absent} where there is none. */
    double fraction(int tag, long index, double absent)
            throws IOException, HeaderBytes.OutOfReachException {
        Entry entry = entries.get(tag);
        if (entry == null || index >= entry.count || entry.valueBytes != Long.BYTES) {
            return absent;
        }
        long at = entry.at + index * Long.BYTES;
        return (double) bytes.u32(at, little) / bytes.u32(at + Integer.BYTES, little);
    }

    /**
     * The bytes of a tag of bytes, in a whole file; none where it has none, or more than so many.
     */
    public byte[] bytes(int tag, byte[] file, int most) {
        Entry entry = entries.get(tag);
        boolean there =
                entry != null
                        && entry.valueBytes == 1
                        && entry.count <= most
                        && entry.at >= 0
                        && entry.at <= file.length - entry.count;
        return there
                ? Arrays.copyOfRange(file, (int) entry.at, (int) (entry.at + entry.count))
                : new byte[0];
    }
}
