// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.content.Orientation;
import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a packet of XMP says of the orientation, which counts where EXIF says none. */
final class Xmp {
    private static final String NAMESPACE = "http://ns.adobe.com/xap/1.0/\0";
    private static final int MAX_BYTES = 16 << 10;
    private static final Pattern ORIENTATION =
            Pattern.compile("tiff:Orientation(?:=[\"']|>)([1-8])");

    private Xmp() {}

    /** Whether a JPEG's segment is one. */
    static boolean isIn(HeaderBytes bytes, long start)
            throws IOException, HeaderBytes.OutOfReachException {
        return bytes.matches(start, NAMESPACE);
    }

    /** The orientation; null where its first 16 KiB say none. */
    static Orientation orientation(HeaderBytes bytes, long start, long end) throws IOException {
        try {
            long length = Math.min(MAX_BYTES, Math.min(end, bytes.size()) - start);
            Matcher said =
                    ORIENTATION.matcher(
                            new String(
                                    bytes.range(start, (int) length), StandardCharsets.ISO_8859_1));
            return said.find() ? Orientation.ofExif(Integer.parseInt(said.group(1))) : null;
        } catch (HeaderBytes.OutOfReachException e) {
            return null;
        }
    }
}
