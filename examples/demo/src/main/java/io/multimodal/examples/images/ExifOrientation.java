// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.images;

import java.io.ByteArrayOutputStream;

/** Puts an EXIF segment with nothing but the orientation into a JPEG. */
final class ExifOrientation {
    private static final int SOI_BYTES = 2;

    /**
     * APP1 of 34 bytes: "Exif", a big-endian TIFF header, and one directory with one entry, 0x0112.
     */
    private static final byte[] SEGMENT = {
        (byte) 0xff,
        (byte) 0xe1,
        0,
        34,
        'E',
        'x',
        'i',
        'f',
        0,
        0, // marker, length, identifier
        'M',
        'M',
        0,
        42,
        0,
        0,
        0,
        8, // TIFF header; the directory is 8 bytes in
        0,
        1, // one entry:
        0x01,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        0, // orientation, SHORT, one value
        0,
        0,
        0,
        0 // no further directory
    };

    private static final int VALUE_OFFSET = 29;

    private ExifOrientation() {}

    /** The JPEG with the segment right after its start marker. */
    static byte[] insert(byte[] jpeg, int orientation) {
        byte[] segment = SEGMENT.clone();
        segment[VALUE_OFFSET] = (byte) orientation;
        ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length + segment.length);
        out.write(jpeg, 0, SOI_BYTES);
        out.writeBytes(segment);
        out.write(jpeg, SOI_BYTES, jpeg.length - SOI_BYTES);
        return out.toByteArray();
    }
}
