// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor;

import io.multimodal.annotation.Public;
import java.util.List;

/**
 * The layout of an image as a float tensor: scaled to a size, each channel normalised as {@code
 * (value / 255 - mean) / std}, padded to the right and below.
 *
 * @param width to which the image is scaled, in pixels, at least 1
 * @param height to which the image is scaled, at least 1
 * @param paddedWidth elements in a row of the tensor, at least {@code width}
 * @param paddedHeight rows of the tensor, at least {@code height}
 * @param padding the value to the right of and below the image; not normalised
 * @param layout the order of the dimensions
 * @param channels the order of the colours
 * @param mean per channel, in the order of {@code channels}, in [0, 1]
 * @param std per channel, in the order of {@code channels}, more than 0
 */
@Public
public record TensorSpec(
        int width,
        int height,
        int paddedWidth,
        int paddedHeight,
        float padding,
        Layout layout,
        Channels channels,
        List<Float> mean,
        List<Float> std) {
    /** Channels of an image in colour. */
    public static final int CHANNELS = 3;

    /** The order of the dimensions. */
    public enum Layout {
        CHW,
        HWC
    }

    /** The order of the colours, or none. */
    public enum Channels {
        RGB,
        BGR,
        /** One channel: the luma of ITU-R BT.601, as of {@code IMAGE_CONVERT(img, 'L')}. */
        GREY;

        /** The number of channels. */
        public int count() {
            return this == GREY ? 1 : CHANNELS;
        }
    }

    public TensorSpec {
        if (width < 1 || height < 1 || paddedWidth < width || paddedHeight < height) {
            throw new IllegalArgumentException(
                    "A tensor of %d x %d cannot hold an image of %d x %d: each side needs at least 1 pixel and no more than the tensor has"
                            .formatted(paddedWidth, paddedHeight, width, height));
        }
        if (mean.size() != channels.count() || std.size() != channels.count()) {
            throw new IllegalArgumentException(
                    "Mean and standard deviation have one value for each of the %d channels, these have %d and %d"
                            .formatted(channels.count(), mean.size(), std.size()));
        }
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /**
     * RGB in CHW with values from 0 to 1, unpadded, for an image that is scaled to so many pixels.
     */
    public static TensorSpec of(int width, int height) {
        return new TensorSpec(
                width,
                height,
                width,
                height,
                0f,
                Layout.CHW,
                Channels.RGB,
                List.of(0f, 0f, 0f),
                List.of(1f, 1f, 1f));
    }

    /** The same specification with this normalisation, in the order of the channels. */
    public TensorSpec normalised(List<Float> newMean, List<Float> newStd) {
        return new TensorSpec(
                width,
                height,
                paddedWidth,
                paddedHeight,
                padding,
                layout,
                channels,
                newMean,
                newStd);
    }

    /** The same specification in this layout. */
    public TensorSpec in(Layout newLayout, Channels newChannels) {
        return new TensorSpec(
                width,
                height,
                paddedWidth,
                paddedHeight,
                padding,
                newLayout,
                newChannels,
                mean,
                std);
    }

    /** The same specification in a tensor of this size, in elements. */
    public TensorSpec padded(int newPaddedWidth, int newPaddedHeight, float newPadding) {
        return new TensorSpec(
                width,
                height,
                newPaddedWidth,
                newPaddedHeight,
                newPadding,
                layout,
                channels,
                mean,
                std);
    }

    /** The number of floats of one image. */
    public long elements() {
        return (long) channels.count() * paddedWidth * paddedHeight;
    }

    @Override
    public String toString() {
        return "%s %s float32, %d x %d in %d x %d, mean %s, std %s"
                .formatted(channels, layout, width, height, paddedWidth, paddedHeight, mean, std);
    }
}
