// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.content;

import io.multimodal.annotation.Public;

/** A medium in the bytes of a format. */
@Public
public final class Encoded {
    private final String contentType;
    private final byte[] bytes;

    /**
     * @param contentType such as {@code image/png}
     * @param bytes not copied
     */
    public Encoded(String contentType, byte[] bytes) {
        this.contentType = contentType;
        this.bytes = bytes;
    }

    public String contentType() {
        return contentType;
    }

    /** Not a copy. */
    public byte[] bytes() {
        return bytes;
    }
}
