// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;

/**
 * Whether a file holds all the bytes that its structure promises. Decoders fill what is missing
 * with grey or black and report success; a walk along the lengths costs next to nothing.
 */
public final class TruncationCheck {
    private static final int PNG_CHUNKS = 8;

    private TruncationCheck() {}

    /** Refuses a file that ends too early. */
    public static void check(ProbedImage probed, byte[] file) throws IOException {
        if (probed.format() instanceof ExtensionFormat extension) {
            extension.checkComplete(file, probed.head());
            return;
        }
        switch ((BuiltInFormat) probed.format()) {
            case JPEG -> checkJpeg(file);
            case PNG -> checkPng(file);
            case WEBP -> expectBytes("WebP", u32le(file, 4) + 8, file);
            // Its decoder reads row by row, and says where they end.
            case BMP -> {}
            case GIF -> checkGif(file);
            case TIFF -> expectBytes("TIFF", TiffHeaderParser.pixelsEnd(file), file);
            case HEIC, AVIF -> checkBoxes(file);
        }
    }

    private static void checkJpeg(byte[] file) throws MediaException {
        int scan = firstScan(file);
        for (int at = file.length - 2; at > scan; at--) {
            if (file[at] == (byte) 0xff && file[at + 1] == (byte) 0xd9) {
                return;
            }
        }
        throw new MediaException(
                ErrorCode.TRUNCATED,
                "The JPEG ends after %d bytes without the mark of its end".formatted(file.length));
    }

    /** Where the pixels begin: behind the thumbnails that headers hold, which end like images. */
    private static int firstScan(byte[] file) {
        int at = 2;
        while (at + 4 <= file.length) {
            int marker = file[at + 1] & 0xff;
            if (file[at] != (byte) 0xff || marker == 0xff || marker == 0) {
                at++;
            } else if (marker == 0xda) {
                return at;
            } else if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
                at += 2;
            } else {
                at += 2 + Math.max(2, ((file[at + 2] & 0xff) << 8) | (file[at + 3] & 0xff));
            }
        }
        return file.length;
    }

    private static void checkPng(byte[] file) throws MediaException {
        long at = PNG_CHUNKS;
        while (at + 12 <= file.length) {
            long end = at + 12 + u32be(file, (int) at);
            if (u32be(file, (int) at + 4) == 0x49454e44) {
                return;
            }
            at = end;
        }
        throw new MediaException(
                ErrorCode.TRUNCATED,
                "The PNG has %d bytes; its chunks reach to byte %d at least and lack the last, IEND"
                        .formatted(file.length, Math.max(at + 12, file.length + 1L)));
    }

    /** The boxes on top follow each other to the end. */
    private static void checkBoxes(byte[] file) throws MediaException {
        long at = 0;
        while (at + 8 <= file.length) {
            long length = u32be(file, (int) at);
            if (length == 0) {
                return;
            } else if (length == 1 && at + 16 <= file.length) {
                length = u32be(file, (int) at + 8) << 32 | u32be(file, (int) at + 12);
            }
            if (length < 8 || at + length < at) {
                throw new MediaException(
                        ErrorCode.CORRUPT,
                        "The box at byte %d of the file says that it has %d bytes"
                                .formatted(at, length));
            }
            at += length;
        }
        expectBytes("HEIF", at, file);
    }

    /** Walks to the end of the first image's data. */
    private static void checkGif(byte[] file) throws MediaException {
        long at = 13L + colours(file, 10);
        while (at < file.length) {
            int block = file[(int) at] & 0xff;
            if (block == 0x3b) {
                return;
            } else if (block == 0x21) {
                at = skipBlocks(file, at + 2);
            } else if (block == 0x2c && at + 10 < file.length) {
                at = skipBlocks(file, at + 11 + colours(file, (int) at + 9));
                if (at <= file.length) {
                    return;
                }
            } else {
                break;
            }
        }
        throw new MediaException(
                at >= file.length ? ErrorCode.TRUNCATED : ErrorCode.CORRUPT,
                "The GIF has %d bytes and no whole image: byte %d should be part of one"
                        .formatted(file.length, at));
    }

    private static int colours(byte[] file, int flagsAt) {
        int flags = flagsAt < file.length ? file[flagsAt] : 0;
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static long skipBlocks(byte[] file, long start) {
        long at = start;
        while (at < file.length && file[(int) at] != 0) {
            at += 1 + (file[(int) at] & 0xff);
        }
        return at + 1;
    }

    private static void expectBytes(String format, long expected, byte[] file)
            throws MediaException {
        if (expected > file.length) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The %s has %d bytes; its header promises %d"
                            .formatted(format, file.length, expected));
        }
    }

    private static int u16le(byte[] file, int at) {
        return (file[at] & 0xff) | ((file[at + 1] & 0xff) << 8);
    }

    private static long u32le(byte[] file, int at) {
        return u16le(file, at) | ((long) u16le(file, at + 2) << 16);
    }

    private static long u32be(byte[] file, int at) {
        return Integer.toUnsignedLong(Integer.reverseBytes((int) u32le(file, at)));
    }
}
