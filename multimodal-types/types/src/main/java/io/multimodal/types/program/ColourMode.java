// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;

/** What an image's pixels are, in PIL's words. */
@Public
public enum ColourMode {
    /** Grey, by ITU-R 601. */
    L,
    /** Red, green and blue. */
    RGB
}
