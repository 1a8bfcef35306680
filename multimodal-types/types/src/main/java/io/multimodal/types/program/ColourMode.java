// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;

/** The pixel format of an image, as PIL names it. */
@Public
public enum ColourMode {
    /** Grey, by ITU-R 601. */
    L,
    /** Red, green and blue. */
    RGB
}
