// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.content.Orientation;
import io.multimodal.types.program.ImageSize;
import java.util.Set;

/**
 * What a format's header says of the stored pixels.
 *
 * @param size of the stored pixels, before they are turned; null if unknown
 * @param mode as PIL names it; null if unknown
 * @param orientation how they are turned for display
 * @param traits what a decoder has to know
 * @param cost what a decoder holds; null if the size is unknown
 */
public record ImageFacts(
        ImageSize size, String mode, Orientation orientation, Traits traits, DecodeCost cost) {
    static final ImageFacts UNKNOWN = new ImageFacts(null, null, Orientation.UPRIGHT, Traits.PLAIN);

    private static final Set<String> GREY = Set.of("1", "L", "LA", "I;16", "I", "F");

    /** What sets an image apart for the decoder. */
    public enum Traits {
        PLAIN,
        /** A JPEG without cosines, which cannot be decoded at a reduced size. */
        LOSSLESS,
        /** A JPEG with four inks and no mark that says that they are inverted. */
        PLAIN_CMYK,
        /** A TIFF of a kind that FFmpeg gets wrong. */
        RARE,
        /** A TIFF of samples that neither FFmpeg nor the Java runtime gets right. */
        RARE_SAMPLES,
        /** Of a kind that nothing here gets right. */
        UNREAD,
        /** A WebP of several frames. */
        ANIMATED
    }

    ImageFacts(ImageSize size, String mode) {
        this(size, mode, Orientation.UPRIGHT, Traits.PLAIN);
    }

    public ImageFacts(ImageSize size, String mode, Orientation orientation, Traits traits) {
        this(size, mode, orientation, traits, size == null ? null : DecodeCost.most(size));
    }

    /** The same at another cost. */
    ImageFacts costing(DecodeCost other) {
        return new ImageFacts(size, mode, orientation, traits, other);
    }

    /** Whether its pixels are grey, by its mode. */
    public boolean isGrey() {
        return mode != null && GREY.contains(mode);
    }

    /** The size as displayed; null if unknown. */
    public ImageSize displayed() {
        return size == null || !orientation.swapsSides() ? size : size.turned();
    }
}
