// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.content.Orientation;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Walks a JPEG's segments up to its first scan. */
final class JpegHeaderParser implements JpegSegments.Visitor {
    private final HeaderBytes bytes;
    private ExifSpan exif;
    private ExifSpan xmp;
    private boolean adobe;
    private boolean arithmetic;
    private long frame = -1;

    private JpegHeaderParser(HeaderBytes bytes) {
        this.bytes = bytes;
    }

    static ImageFacts read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        JpegHeaderParser head = new JpegHeaderParser(bytes);
        long at = 0;
        try {
            at = JpegSegments.walk(bytes, head);
        } catch (MediaException | HeaderBytes.OutOfReachException e) {
            // What stands behind the frame header is of use, but can be missed.
            if (head.frame < 0) {
                throw e;
            }
        }
        if (head.frame < 0) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The JPEG has no frame header before byte %d, where its first scan or its end is marked"
                            .formatted(at));
        }
        return head.read();
    }

    /** Where the EXIF block lies; null where there is none. */
    static ExifSpan exif(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        JpegHeaderParser head = new JpegHeaderParser(bytes);
        JpegSegments.walk(bytes, head);
        return head.exif;
    }

    @Override
    public void segment(int marker, long start, long end)
            throws IOException, HeaderBytes.OutOfReachException {
        if (marker == JpegSegments.APP1 && bytes.matches(start, "Exif\0\0")) {
            exif = exif == null ? ExifSpan.behindPrefix(bytes, start, end) : exif;
        } else if (marker == JpegSegments.APP1 && Xmp.isIn(bytes, start)) {
            xmp = new ExifSpan(bytes, start, end);
        } else if (marker == JpegSegments.APP14 && end - start >= 12) {
            adobe |= bytes.matches(start, "Adobe");
        } else if (marker == 0xcc) {
            arithmetic = true;
        } else if (frame < 0 && isFrame(marker)) {
            frame = start - 4;
        }
    }

    private static boolean isFrame(int marker) {
        // C4, C8 and CC are tables and an extension; F7 is the frame of JPEG-LS.
        return marker == 0xf7
                || (marker >= 0xc0
                        && marker <= 0xcf
                        && marker != 0xc4
                        && marker != 0xc8
                        && marker != 0xcc);
    }

    private ImageFacts read() throws IOException, HeaderBytes.OutOfReachException {
        int marker = bytes.u8(frame + 1);
        int height = bytes.u16(frame + 5, false);
        int width = bytes.u16(frame + 7, false);
        int components = bytes.u8(frame + 9);
        String mode =
                switch (components) {
                    case 1 -> bytes.u8(frame + 4) > 8 ? "I;16" : "L";
                    case 3 -> "RGB";
                    case 4 -> "CMYK";
                    default -> null;
                };
        // A height of 0 is told by a marker behind the first scan.
        ImageSize size = height == 0 ? null : ImageSizes.of("JPEG", width, height);
        ImageFacts.Traits traits = traits(marker, components);
        ImageFacts head = new ImageFacts(size, mode, orientation(), traits);
        // All coefficients are held, in 16 bits, before the last scan gives the pixels.
        int coefficients = marker == 0xc2 ? 2 * components : 0;
        return size == null || traits == ImageFacts.Traits.LOSSLESS
                ? head
                : head.costing(new DecodeCost(size, Integer.SIZE, coefficients));
    }

    private ImageFacts.Traits traits(int marker, int components)
            throws IOException, HeaderBytes.OutOfReachException {
        if (arithmetic || !areDistinct(frame + 10, components)) {
            // FFmpeg would take the samples of one component for those of the other.
            return ImageFacts.Traits.UNREAD;
        }
        boolean plainInks = components == 4 && !adobe;
        return switch (marker) {
            case 0xc0, 0xc1, 0xc2 ->
                    plainInks ? ImageFacts.Traits.PLAIN_CMYK : ImageFacts.Traits.PLAIN;
            case 0xc3, 0xf7 ->
                    plainInks ? ImageFacts.Traits.PLAIN_CMYK : ImageFacts.Traits.LOSSLESS;
            // Of differences between images, or coded arithmetically.
            default -> ImageFacts.Traits.UNREAD;
        };
    }

    private Orientation orientation() throws IOException {
        Orientation said = exif == null ? null : exif.orientation();
        if (said == null && xmp != null) {
            said = Xmp.orientation(bytes, xmp.start(), xmp.end());
        }
        return said == null ? Orientation.UPRIGHT : said;
    }

    /** Whether each component has a number of its own. */
    private boolean areDistinct(long at, int components)
            throws IOException, HeaderBytes.OutOfReachException {
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < components; i++) {
            numbers.add(bytes.u8(at + 3L * i));
        }
        return numbers.size() == components;
    }
}
