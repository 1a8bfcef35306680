// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Reads the first directory of a TIFF, classic or big, or of an EXIF block. */
final class TiffHead {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int PHOTOMETRIC = 262;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int SAMPLE_FORMAT = 339;
    private static final int MAX_ENTRIES = 4096;

    private TiffHead() {}

    static boolean isTiff(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        return bytes.matches(0, "II*\0")
                || bytes.matches(0, "MM\0*")
                || bytes.matches(0, "II+\0")
                || bytes.matches(0, "MM\0+");
    }

    static StillHead read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        Map<Integer, Long> tags = directory(bytes, 0);
        if (!tags.containsKey(WIDTH) || !tags.containsKey(HEIGHT)) {
            throw new MediaException(
                    ErrorCode.CORRUPT, "The TIFF's first directory does not say width and height");
        }
        return new StillHead(
                StillSize.of("TIFF", tags.get(WIDTH), tags.get(HEIGHT)),
                mode(tags),
                Orientation.ofExif(tags.getOrDefault(ORIENTATION, 1L).intValue()),
                StillHead.Traits.PLAIN);
    }

    /** The orientation that an EXIF block says; upright where it says none or is broken. */
    static Orientation orientation(HeaderBytes bytes, long start, long end) {
        if (end > bytes.size()) {
            return Orientation.UPRIGHT;
        }
        try {
            return Orientation.ofExif(
                    directory(bytes, start).getOrDefault(ORIENTATION, 1L).intValue());
        } catch (IOException | HeaderBytes.OutOfReachException e) {
            return Orientation.UPRIGHT;
        }
    }

    private static String mode(Map<Integer, Long> tags) {
        int bits = tags.getOrDefault(BITS, 1L).intValue();
        int samples = tags.getOrDefault(SAMPLES, 1L).intValue();
        boolean isFloat = tags.getOrDefault(SAMPLE_FORMAT, 1L) == 3;
        return switch (tags.getOrDefault(PHOTOMETRIC, -1L).intValue()) {
            case 0, 1 ->
                    samples == 2
                            ? "LA"
                            : isFloat
                                    ? "F"
                                    : bits == 1 ? "1" : bits <= 8 ? "L" : bits <= 16 ? "I;16" : "I";
            case 2 -> samples >= 4 ? "RGBA" : "RGB";
            case 3 -> "P";
            case 5 -> "CMYK";
            case 6 -> "RGB";
            case 8, 9 -> "LAB";
            default -> null;
        };
    }

    /** The first value of each tag of the first directory that is a whole number. */
    private static Map<Integer, Long> directory(HeaderBytes bytes, long start)
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
        at += big ? 8 : 2;
        Map<Integer, Long> tags = new HashMap<>();
        for (long i = 0; i < count; i++, at += big ? 20 : 12) {
            int type = bytes.u16(at + 2, little);
            long values = big ? bytes.u64(at + 4, little) : bytes.u32(at + 4, little);
            int valueBytes = type == 3 ? 2 : type == 1 ? 1 : type == 4 ? 4 : type == 16 ? 8 : 0;
            if (valueBytes == 0 || values < 1) {
                continue;
            }
            long value = at + (big ? 12 : 8);
            if (values > (big ? 8 : 4) / valueBytes) {
                value = start + (big ? bytes.u64(value, little) : bytes.u32(value, little));
                if (bytes.u16(at, little) != BITS) {
                    continue;
                }
            }
            tags.put(bytes.u16(at, little), value(bytes, value, valueBytes, little));
        }
        return tags;
    }

    private static long value(HeaderBytes bytes, long at, int valueBytes, boolean little)
            throws IOException, HeaderBytes.OutOfReachException {
        return switch (valueBytes) {
            case 1 -> bytes.u8(at);
            case 2 -> bytes.u16(at, little);
            case 4 -> bytes.u32(at, little);
            default -> bytes.u64(at, little);
        };
    }
}
