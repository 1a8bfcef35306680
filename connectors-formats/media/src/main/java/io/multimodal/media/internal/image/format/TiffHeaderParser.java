// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import static io.multimodal.media.internal.image.format.TiffDirectory.BITS;
import static io.multimodal.media.internal.image.format.TiffDirectory.COMPRESSION;
import static io.multimodal.media.internal.image.format.TiffDirectory.EXTRA_SAMPLES;
import static io.multimodal.media.internal.image.format.TiffDirectory.FILL_ORDER;
import static io.multimodal.media.internal.image.format.TiffDirectory.HEIGHT;
import static io.multimodal.media.internal.image.format.TiffDirectory.ORIENTATION;
import static io.multimodal.media.internal.image.format.TiffDirectory.PHOTOMETRIC;
import static io.multimodal.media.internal.image.format.TiffDirectory.ROWS_PER_STRIP;
import static io.multimodal.media.internal.image.format.TiffDirectory.SAMPLES;
import static io.multimodal.media.internal.image.format.TiffDirectory.SAMPLE_FORMAT;
import static io.multimodal.media.internal.image.format.TiffDirectory.STRIP_BYTES;
import static io.multimodal.media.internal.image.format.TiffDirectory.STRIP_OFFSETS;
import static io.multimodal.media.internal.image.format.TiffDirectory.TILE_BYTES;
import static io.multimodal.media.internal.image.format.TiffDirectory.TILE_HEIGHT;
import static io.multimodal.media.internal.image.format.TiffDirectory.TILE_OFFSETS;
import static io.multimodal.media.internal.image.format.TiffDirectory.TILE_WIDTH;
import static io.multimodal.media.internal.image.format.TiffDirectory.WIDTH;
import static io.multimodal.media.internal.image.format.TiffDirectory.YCBCR_COEFFICIENTS;

import io.multimodal.media.content.Orientation;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** Reads what the first directory of a TIFF, or of an EXIF block, says about the pixels. */
public final class TiffHeaderParser {
    private static final int FLOAT = 3;
    private static final int UNSIGNED = 1;
    private static final int JPEG = 7;
    private static final long MAX_SPARE_PIXELS = 1 << 20;
    private static final long ALL_ROWS = 0xffffffffL;
    private static final int CCITT_RLE = 2;
    private static final int CCITT_G4 = 4;
    private static final int ENTRY_BYTES = 12;

    /** None, CCITT, LZW, Deflate (two numbers), PackBits. */
    private static final Set<Long> PLAIN_COMPRESSIONS =
            Set.of(1L, 2L, 3L, 4L, 5L, 8L, 32946L, 32773L);

    /** What FFmpeg's decoder needs and knows; where it is strict, any other tag is an error. */
    private static final Set<Integer> PIXEL_TAGS =
            Set.of(
                    256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 292, 293, 317, 320, 338,
                    339);

    /** What the Java runtime's decoder needs beyond these, for tiles, JPEG and YCbCr. */
    private static final Set<Integer> RARE_TAGS =
            Set.of(322, 323, 324, 325, 347, 512, 513, 514, 515, 519, 520, 521, 529, 530, 531, 532);

    private static final int[] VALUE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

    private TiffHeaderParser() {}

    static boolean isTiff(HeaderBytes bytes, long start)
            throws IOException, HeaderBytes.OutOfReachException {
        return bytes.matches(start, "II*\0")
                || bytes.matches(start, "MM\0*")
                || bytes.matches(start, "II+\0")
                || bytes.matches(start, "MM\0+");
    }

    static ImageFacts read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        TiffDirectory directory = TiffDirectory.read(bytes, 0);
        if (!directory.has(WIDTH) || !directory.has(HEIGHT)) {
            throw new MediaException(
                    ErrorCode.CORRUPT, "The TIFF's first directory does not say width and height");
        }
        boolean classic = bytes.u8(2) == '*' || bytes.u8(3) == '*';
        ImageSize size =
                ImageSizes.of("TIFF", directory.value(WIDTH, 0), directory.value(HEIGHT, 0));
        boolean plain = classic && isRead(directory) && isPlain(directory);
        ImageFacts head =
                new ImageFacts(
                        size,
                        mode(directory),
                        Orientation.ofExif((int) directory.value(ORIENTATION, 1)),
                        plain
                                ? ImageFacts.Traits.PLAIN
                                : classic && isRead(directory)
                                        ? ImageFacts.Traits.RARE
                                        : TiffLayout.of(directory) != null
                                                ? ImageFacts.Traits.RARE_SAMPLES
                                                : ImageFacts.Traits.UNREAD);
        return plain ? head.costing(DecodeCost.ofBits(size, frameBits(directory))) : head;
    }

    /** How many bits of a pixel FFmpeg's frame holds, and of RGBA before it is laid over white. */
    private static int frameBits(TiffDirectory directory)
            throws IOException, HeaderBytes.OutOfReachException {
        long bits = directory.value(BITS, 1);
        int channels = (int) directory.value(SAMPLES, 1);
        // Less than 8 bits become a palette.
        return channels * (int) Math.max(Byte.SIZE, bits) + (channels == 4 ? Integer.SIZE : 0);
    }

    /** The offset behind the last byte of the pixels; 0 where the directory does not say it. */
    static long pixelsEnd(byte[] file) throws IOException {
        HeaderBytes bytes = HeaderBytes.of(file, file.length);
        try {
            TiffDirectory directory = TiffDirectory.read(bytes, 0);
            boolean tiled = directory.has(TILE_WIDTH);
            int offsets = tiled ? TILE_OFFSETS : STRIP_OFFSETS;
            int lengths = tiled ? TILE_BYTES : STRIP_BYTES;
            long end = 0;
            for (long i = 0; i < directory.count(offsets); i++) {
                long length = directory.value(lengths, i, 0);
                if (length == 0) {
                    return 0;
                }
                end = Math.max(end, directory.value(offsets, i, 0) + length);
            }
            return end;
        } catch (HeaderBytes.OutOfReachException e) {
            throw new IllegalStateException("The whole file is at hand", e);
        }
    }

    /**
     * Whether FFmpeg decodes it as it should. It hands out black or garbled pixels, without an
     * error, for tiles, JPEG in strips, CMYK, floats, some transparent ones and reversed bits.
     */
    private static boolean isPlain(TiffDirectory directory)
            throws IOException, HeaderBytes.OutOfReachException {
        long compression = directory.value(COMPRESSION, 1);
        long photometric = directory.value(PHOTOMETRIC, -1);
        long samples = directory.value(SAMPLES, 1);
        boolean colours =
                photometric == 2
                        ? samples == 3 || (samples == 4 && directory.value(EXTRA_SAMPLES, 0) == 2)
                        : photometric >= 0 && photometric <= 3 && samples == 1;
        return colours
                && !directory.has(TILE_WIDTH)
                && PLAIN_COMPRESSIONS.contains(compression)
                && plainBits(photometric).contains(directory.value(BITS, 1))
                && directory.value(SAMPLE_FORMAT, UNSIGNED) == UNSIGNED
                && directory.value(STRIP_BYTES, 0) > 0;
    }

    /**
     * Whether anything here decodes it as it should: no CMYK, LAB, floats, odd depths or further
     * samples, and YCbCr as JPEG has it only.
     */
    private static boolean isRead(TiffDirectory directory)
            throws IOException, HeaderBytes.OutOfReachException {
        long photometric = directory.value(PHOTOMETRIC, -1);
        long bits = directory.value(BITS, 1);
        return areColoursRead(directory, photometric)
                && (bits == 8 || bits == 16 || plainBits(photometric).contains(bits))
                && directory.value(SAMPLE_FORMAT, UNSIGNED) == UNSIGNED
                && (directory.value(FILL_ORDER, 1) == 1 || isCcitt(directory))
                && partPixels(directory)
                        <= 4 * directory.value(WIDTH, 0) * directory.value(HEIGHT, 0)
                                + MAX_SPARE_PIXELS;
    }

    private static boolean areColoursRead(TiffDirectory directory, long photometric)
            throws IOException, HeaderBytes.OutOfReachException {
        long samples = directory.value(SAMPLES, 1);
        long extra = directory.value(EXTRA_SAMPLES, 0);
        return switch ((int) photometric) {
            case 0, 1 -> samples == 1 || (samples == 2 && extra > 0);
            case 2 -> samples == 3 || (samples == 4 && extra > 0);
            case 3 -> samples == 1;
            case 6 ->
                    samples == 3
                            && directory.value(COMPRESSION, 1) == JPEG
                            && isAbout(0.299, directory.fraction(YCBCR_COEFFICIENTS, 0, 0.299))
                            && isAbout(0.114, directory.fraction(YCBCR_COEFFICIENTS, 2, 0.114));
            default -> false;
        };
    }

    private static boolean isAbout(double expected, double value) {
        return Math.abs(value - expected) < 0.005;
    }

    private static boolean isCcitt(TiffDirectory directory)
            throws IOException, HeaderBytes.OutOfReachException {
        long compression = directory.value(COMPRESSION, 1);
        return compression >= CCITT_RLE && compression <= CCITT_G4;
    }

    /** How many pixels a tile or strip has, for which decoders allocate. */
    private static long partPixels(TiffDirectory directory)
            throws IOException, HeaderBytes.OutOfReachException {
        if (directory.has(TILE_WIDTH)) {
            return saturatedProduct(
                    directory.value(TILE_WIDTH, 0), directory.value(TILE_HEIGHT, 0));
        }
        long rows = directory.value(ROWS_PER_STRIP, ALL_ROWS);
        return saturatedProduct(
                directory.value(WIDTH, 0), rows == ALL_ROWS ? directory.value(HEIGHT, 0) : rows);
    }

    private static long saturatedProduct(long a, long b) {
        return a > Integer.MAX_VALUE || b > Integer.MAX_VALUE ? Long.MAX_VALUE : a * b;
    }

    private static Set<Long> plainBits(long photometric) {
        return switch ((int) photometric) {
            case 2 -> Set.of(8L, 16L);
            case 3 -> Set.of(1L, 2L, 4L, 8L);
            default -> Set.of(1L, 2L, 4L, 8L, 16L);
        };
    }

    /**
     * The file with no tags but those that its pixels need, and of these none that reaches beyond
     * the file: strict decoders refuse what they do not know, careless ones allocate what they are
     * told. A big TIFF stays as it is.
     */
    public static byte[] withPixelTagsOnly(byte[] file, boolean rare) {
        byte[] copy = file.clone();
        ByteBuffer bytes =
                ByteBuffer.wrap(copy)
                        .order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (bytes.getShort(2) != '*') {
            return file;
        }
        int directory = bytes.getInt(4);
        int count = bytes.getShort(directory) & 0xffff;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int from = directory + 2 + ENTRY_BYTES * i;
            int tag = bytes.getShort(from) & 0xffff;
            if ((PIXEL_TAGS.contains(tag) || (rare && RARE_TAGS.contains(tag)))
                    && fits(bytes, from)) {
                int to = directory + 2 + ENTRY_BYTES * kept++;
                System.arraycopy(copy, from, copy, to, ENTRY_BYTES);
            }
        }
        bytes.putShort(directory, (short) kept);
        // No further directory: decoders would follow the chain.
        int next = directory + 2 + ENTRY_BYTES * kept;
        if (next + 4 <= copy.length) {
            bytes.putInt(next, 0);
        }
        return copy;
    }

    private static boolean fits(ByteBuffer bytes, int entry) {
        int type = bytes.getShort(entry + 2);
        long count = Integer.toUnsignedLong(bytes.getInt(entry + 4));
        if (type < 1 || type >= VALUE_BYTES.length) {
            return false;
        }
        long length = count * VALUE_BYTES[type];
        return length <= 4
                || Integer.toUnsignedLong(bytes.getInt(entry + 8)) + length <= bytes.capacity();
    }

    private static String mode(TiffDirectory directory)
            throws IOException, HeaderBytes.OutOfReachException {
        long bits = directory.value(BITS, 1);
        long samples = directory.value(SAMPLES, 1);
        return switch ((int) directory.value(PHOTOMETRIC, -1)) {
            case 0, 1 ->
                    samples == 2
                            ? "LA"
                            : directory.value(SAMPLE_FORMAT, UNSIGNED) == FLOAT
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
}
