// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.probe;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.ContainerFormat;
import io.multimodal.media.internal.image.format.ImageFormat;
import io.multimodal.media.internal.runtime.MimeDetector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells from its first bytes what an object is. Thread-safe. */
public final class ContentTypes {
    /** How many bytes are enough. */
    public static final int HEAD_BYTES = 64 << 10;

    private static final int FTYP = 4;
    private static final int BRAND = 8;
    private static final int BRAND_END = 12;

    private ContentTypes() {}

    /**
     * The content type, such as {@code application/pdf}; {@code application/octet-stream} where
     * nothing tells it.
     */
    public static String detect(byte[] head) {
        HeaderBytes bytes = HeaderBytes.of(head, head.length);
        ImageFormat image = image(bytes);
        if (image != null) {
            return image.contentType();
        } else if (head.length < BRAND_END || !name(head, FTYP).equals("ftyp")) {
            return MimeDetector.of(head);
        }
        try {
            // Tika takes most of them for QuickTime.
            return ContainerFormat.detect(bytes) == ContainerFormat.MP4
                    ? mp4(head)
                    : MimeDetector.of(head);
        } catch (IOException e) {
            throw new IllegalStateException("An array in memory can be read", e);
        }
    }

    /** As a table of images has it; null for what it refuses. */
    private static ImageFormat image(HeaderBytes bytes) {
        try {
            return ImageFormat.detect(bytes);
        } catch (IOException | HeaderBytes.OutOfReachException e) {
            // Shorter than what would show it.
            return null;
        }
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
