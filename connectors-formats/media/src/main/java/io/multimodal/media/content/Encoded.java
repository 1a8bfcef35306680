// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.content;

import io.multimodal.annotation.Public;

/** An encoded object and its media type. Immutable, as long as nobody changes its array. */
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

    /** The media type, such as {@code image/png}. */
    public String contentType() {
        return contentType;
    }

    /** The bytes of the object, not a copy. */
    public byte[] bytes() {
        return bytes;
    }
}
