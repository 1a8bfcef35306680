// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import java.util.List;

/** The pixel formats of images in the words of PIL. */
final class ImageModes {
    static final List<String> NAMES =
            List.of(
                    "1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "HSV", "I", "I;16",
                    "F");

    private ImageModes() {}
}
