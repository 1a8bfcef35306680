// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;

/** The formats in which images are written. */
@Public
public enum Encoding {
    PNG("image/png", false),
    JPEG("image/jpeg", true),
    WEBP("image/webp", true);

    private final String contentType;
    private final boolean lossy;

    Encoding(String contentType, boolean lossy) {
        this.contentType = contentType;
        this.lossy = lossy;
    }

    /** The media type, such as {@code image/png}. */
    public String contentType() {
        return contentType;
    }

    /** Whether the format takes a quality. */
    public boolean isLossy() {
        return lossy;
    }
}
