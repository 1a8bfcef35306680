// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.image.format.BuiltInFormat;
import io.multimodal.media.internal.image.format.JpegSegments;
import io.multimodal.media.internal.image.format.TiffDirectory;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Finds the ICC profile in a whole image. HEIC and AVIF keep theirs with their items. */
final class EmbeddedProfile {
    private static final byte[] NONE = new byte[0];
    private static final String JPEG_MARK = "ICC_PROFILE\0";
    private static final int PNG_CHUNKS = 8;
    private static final int PNG_LONGEST_NAME = 80;
    private static final int WEBP_CHUNKS = 12;
    private static final int TIFF_TAG = 34675;

    private EmbeddedProfile() {}

    /** The conversion of the colours to sRGB; null where there is none to do. */
    static ColourProfile of(BuiltInFormat format, byte[] file) throws IOException {
        HeaderBytes bytes = HeaderBytes.of(file, file.length);
        try {
            byte[] profile =
                    switch (format) {
                        case JPEG -> ofJpeg(bytes, file);
                        case PNG -> ofPng(bytes, file);
                        case WEBP -> ofWebp(bytes, file);
                        case TIFF -> ofTiff(bytes, file);
                        case GIF, BMP, HEIC, AVIF -> NONE;
                    };
            return ColourProfile.of(profile);
        } catch (HeaderBytes.OutOfReachException e) {
            throw new IllegalStateException("The whole file is at hand", e);
        } catch (MediaException e) {
            // The decoder says better what is wrong.
            return null;
        }
    }

    /** In segments, each with its number and how many there are; none where that is not so. */
    private static byte[] ofJpeg(HeaderBytes bytes, byte[] file)
            throws IOException, HeaderBytes.OutOfReachException {
        byte[][] parts = new byte[256][];
        int[] counts = new int[2];
        JpegSegments.walk(
                bytes,
                (marker, start, end) -> {
                    int from = (int) start + JPEG_MARK.length();
                    if (marker == JpegSegments.APP2
                            && end - from >= 2
                            && end <= file.length
                            && bytes.matches(start, JPEG_MARK)) {
                        counts[0]++;
                        counts[1] = file[from + 1] & 0xff;
                        parts[file[from] & 0xff] = Arrays.copyOfRange(file, from + 2, (int) end);
                    }
                });
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        if (counts[0] != counts[1]) {
            return NONE;
        }
        for (byte[] part : parts) {
            if (part != null && profile.size() + part.length <= ColourProfile.MAX_BYTES) {
                profile.writeBytes(part);
            }
        }
        return profile.toByteArray();
    }

    private static byte[] ofPng(HeaderBytes bytes, byte[] file)
            throws IOException, HeaderBytes.OutOfReachException {
        for (long at = PNG_CHUNKS; at + 12 <= file.length; ) {
            long length = bytes.u32(at, false);
            if (bytes.matches(at + 4, "IDAT")) {
                return NONE;
            } else if (bytes.matches(at + 4, "iCCP") && at + 12 + length <= file.length) {
                int start = (int) at + 8;
                int end = start + (int) length;
                int name = start;
                while (name < end && name < start + PNG_LONGEST_NAME && file[name] != 0) {
                    name++;
                }
                return name + 2 < end ? inflate(file, name + 2, end) : NONE;
            }
            at += 12 + length;
        }
        return NONE;
    }

    private static byte[] inflate(byte[] file, int start, int end) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(file, start, end - start);
            ByteArrayOutputStream profile = new ByteArrayOutputStream();
            byte[] part = new byte[8 << 10];
            int length = inflater.inflate(part);
            while (length > 0 && profile.size() <= ColourProfile.MAX_BYTES) {
                profile.write(part, 0, length);
                length = inflater.inflate(part);
            }
            return profile.toByteArray();
        } catch (DataFormatException e) {
            return NONE;
        } finally {
            inflater.end();
        }
    }

    private static byte[] ofWebp(HeaderBytes bytes, byte[] file)
            throws IOException, HeaderBytes.OutOfReachException {
        if (!bytes.matches(WEBP_CHUNKS, "VP8X")) {
            return NONE;
        }
        for (long at = WEBP_CHUNKS; at + 8 <= file.length; ) {
            long length = bytes.u32(at + 4, true);
            if (bytes.matches(at, "ICCP") && at + 8 + length <= file.length) {
                return Arrays.copyOfRange(file, (int) at + 8, (int) (at + 8 + length));
            }
            at += 8 + length + (length & 1);
        }
        return NONE;
    }

    private static byte[] ofTiff(HeaderBytes bytes, byte[] file)
            throws IOException, HeaderBytes.OutOfReachException {
        return TiffDirectory.read(bytes, 0).bytes(TIFF_TAG, file, ColourProfile.MAX_BYTES);
    }
}
