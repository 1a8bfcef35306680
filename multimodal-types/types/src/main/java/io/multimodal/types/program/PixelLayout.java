// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;

/** The order of the dimensions of images as tensors. */
@Public
public enum PixelLayout {
    /** Channels, height, width. */
    CHW,
    /** Height, width, channels. */
    HWC
}
