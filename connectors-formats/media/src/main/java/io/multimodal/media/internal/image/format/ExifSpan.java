// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.content.Orientation;
import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;

/**
 * Where an EXIF block lies: a small TIFF within an image, or the image itself where that is a TIFF.
 *
 * @param bytes of the image, or of the block where the image keeps it packed
 * @param start of the block, in bytes
 * @param end behind its last byte
 */
public record ExifSpan(HeaderBytes bytes, long start, long end) {
    private static final int PREFIX_BYTES = 6;

    /** A block that may have the prefix in front that it has in a JPEG. */
    static ExifSpan behindPrefix(HeaderBytes bytes, long start, long end)
            throws IOException, HeaderBytes.OutOfReachException {
        boolean prefix = bytes.matches(start, "Exif\0\0");
        return new ExifSpan(bytes, prefix ? start + PREFIX_BYTES : start, end);
    }

    /** The orientation that it says; null where it says none, is broken or out of reach. */
    Orientation orientation() {
        try {
            if (end > bytes.size() || !TiffHeaderParser.isTiff(bytes, start)) {
                return null;
            }
            TiffDirectory directory = TiffDirectory.read(bytes, start);
            return directory.has(TiffDirectory.ORIENTATION)
                    ? Orientation.ofExif((int) directory.value(TiffDirectory.ORIENTATION, 1))
                    : null;
        } catch (IOException | HeaderBytes.OutOfReachException e) {
            return null;
        }
    }
}
