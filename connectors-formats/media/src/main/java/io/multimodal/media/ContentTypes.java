// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.media.internal.ForeignType;

/** Tells from its first bytes what an object is. Thread-safe. */
public final class ContentTypes {
    /** How many bytes are enough. */
    public static final int HEAD_BYTES = 64 << 10;

    private ContentTypes() {}

    /**
     * The content type, such as {@code application/pdf}; {@code application/octet-stream} where
     * nothing tells it.
     */
    public static String detect(byte[] head) {
        return ForeignType.of(head);
    }
}
