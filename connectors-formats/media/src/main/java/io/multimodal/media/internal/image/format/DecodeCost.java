// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.types.program.ImageSize;

/**
 * What a decoder holds by an image's header, beyond the file and the result.
 *
 * @param coded the pixels that it decodes, of which not all need be shown
 * @param frameBits how many bits of its own frame it holds for each of them, at most
 * @param coefficientBytes how many bytes of coefficients it holds for each pixel of the full size
 */
public record DecodeCost(ImageSize coded, int frameBits, int coefficientBytes) {
    private static final int MOST_BITS = 64;

    /** Four channels of 16 bits. */
    static DecodeCost most(ImageSize size) {
        return new DecodeCost(size, MOST_BITS, 0);
    }

    /** A frame with so many bits for each pixel. */
    static DecodeCost ofBits(ImageSize size, int frameBits) {
        return new DecodeCost(size, frameBits, 0);
    }

    /** How many bytes the frame and the coefficients take at 1/2^shift of the size. */
    public long bytes(int shift) {
        long width = ImageSizes.reduced(coded.width(), shift);
        long height = ImageSizes.reduced(coded.height(), shift);
        return width * height * frameBits / Byte.SIZE + coefficientBytes * ImageSizes.pixels(coded);
    }
}
