// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.media.tensor.TensorSpec.Channels;
import io.multimodal.media.tensor.TensorSpec.Layout;
import io.multimodal.types.program.ImageSize;
import java.util.List;

/**
 * How the pixels of an input are laid out and normalised.
 *
 * @param layout the order of the dimensions
 * @param channels the order of the colours
 * @param mean per channel, in the order of {@code channels}, of values in [0, 1]
 * @param std per channel, in the order of {@code channels}
 */
public record PixelFormat(Layout layout, Channels channels, List<Float> mean, List<Float> std) {
    TensorSpec spec(ImageSize scaled, ImageSize padded) {
        return new TensorSpec(
                scaled.width(),
                scaled.height(),
                padded.width(),
                padded.height(),
                0f,
                layout,
                channels,
                mean,
                std);
    }

    @Override
    public String toString() {
        return layout + " " + channels + " mean " + mean + " std " + std;
    }
}
