// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.probe;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.container.ContainerTypes;
import io.multimodal.media.internal.image.format.DetectedFormat;
import io.multimodal.media.internal.runtime.MimeDetector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Tells from its first bytes what an object is. Thread-safe. */
public final class ContentTypes {
    /** How many bytes are enough. */
    public static final int HEAD_BYTES = 64 << 10;

    private static final int FTYP = 4;
    private static final int BRAND = 8;
    private static final int BRAND_END = 12;

    private static final Set<String> UNKNOWN = Set.of("application/octet-stream", "text/plain");

    private ContentTypes() {}

    /**
     * The content type, such as {@code application/pdf}; {@code application/octet-stream} where
     * nothing tells it. Knows the image formats that are found for this thread.
     */
    public static String detect(byte[] head) {
        return detect(head, ImageFormats.find());
    }

    /** The same with these image formats, for who asks often. */
    public static String detect(byte[] head, ImageFormats formats) {
        HeaderBytes bytes = HeaderBytes.of(head, head.length);
        DetectedFormat image = image(bytes, formats);
        if (image != null) {
            return image.contentType();
        }
        try {
            boolean boxes = head.length >= BRAND_END && name(head, FTYP).equals("ftyp");
            if (boxes && BuiltInContainer.detect(bytes) == BuiltInContainer.MP4) {
                // Tika takes most of them for QuickTime.
                return mp4(head);
            }
            String type = MimeDetector.of(head);
            return UNKNOWN.contains(type) ? container(bytes).orElse(type) : type;
        } catch (IOException e) {
            throw new IllegalStateException("An array in memory can be read", e);
        }
    }

    /** As a table of images has it; null for what it refuses. */
    private static DetectedFormat image(HeaderBytes bytes, ImageFormats formats) {
        try {
            return formats.detect(bytes);
        } catch (IOException | HeaderBytes.OutOfReachException e) {
            // Shorter than what would show it.
            return null;
        }
    }

    /** The type of a container that is read here and that Tika does not know. */
    private static Optional<String> container(HeaderBytes bytes) throws IOException {
        BuiltInContainer format = BuiltInContainer.detect(bytes);
        return format == null
                ? Optional.empty()
                : Optional.of(ContainerTypes.of(format, bytes, false));
    }

    private static String mp4(byte[] head) {
        return switch (name(head, BRAND)) {
            case "qt  " -> "video/quicktime";
            case "M4A ", "M4B " -> "audio/mp4";
            default -> "video/mp4";
        };
    }

    private static String name(byte[] head, int at) {
        return new String(head, at, 4, StandardCharsets.ISO_8859_1);
    }
}
