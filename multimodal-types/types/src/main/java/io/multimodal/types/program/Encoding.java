// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;

/** The formats that images are written in. */
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

    public String contentType() {
        return contentType;
    }

    /** Whether it has a quality. */
    public boolean isLossy() {
        return lossy;
    }
}
