// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.types.program.PictureSize;

/**
 * What a format's header says of the stored pixels.
 *
 * @param size of the stored pixels, before they are turned; null if unknown
 * @param mode as PIL names it; null if unknown
 * @param orientation how they are turned for display
 * @param traits what a decoder has to know
 */
record StillHead(PictureSize size, String mode, Orientation orientation, Traits traits) {
    static final StillHead UNKNOWN = new StillHead(null, null, Orientation.UPRIGHT, Traits.PLAIN);

    /** What sets a picture apart for the decoder. */
    enum Traits {
        PLAIN,
        /** A JPEG whose coefficients are all held before the first pixel comes. */
        PROGRESSIVE,
        /** A JPEG without cosines, which cannot be decoded at a reduced size. */
        LOSSLESS,
        /** A JPEG with four inks and no mark that says that they are inverted. */
        PLAIN_CMYK,
        /** A TIFF of a kind that FFmpeg gets wrong. */
        RARE,
        /** Of a kind that nothing here gets right. */
        UNREAD,
        /** A WebP of several frames. */
        ANIMATED
    }

    StillHead(PictureSize size, String mode) {
        this(size, mode, Orientation.UPRIGHT, Traits.PLAIN);
    }

    /** The size as displayed; null if unknown. */
    PictureSize displayed() {
        return size == null || !orientation.swapsSides() ? size : size.turned();
    }
}
