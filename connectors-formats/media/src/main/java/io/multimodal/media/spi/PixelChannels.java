// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.spi;

import io.multimodal.annotation.Public;

/** The samples of a decoded pixel, of 8 bits each, in sRGB. */
@Public
public enum PixelChannels {
    /** One sample: black is 0, white is 255. */
    GREY(1, "L"),
    /** Red, green, blue. */
    RGB(3, "RGB"),
    /** Red, green, blue, alpha; 255 is opaque. The colours are not multiplied by alpha. */
    RGBA(4, "RGBA");

    private final int channels;
    private final String mode;

    PixelChannels(int channels, String mode) {
        this.channels = channels;
        this.mode = mode;
    }

    /** The bytes of a pixel: 1, 3 or 4. */
    public int channels() {
        return channels;
    }

    /** The attribute {@code mode} of the IMAGE: L, RGB or RGBA. */
    public String mode() {
        return mode;
    }
}
