// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;

/** Reads a GIF's logical screen. */
final class GifHeaderParser {
    private GifHeaderParser() {}

    static ImageFacts read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        return new ImageFacts(ImageSizes.of("GIF", bytes.u16(6, true), bytes.u16(8, true)), "P");
    }
}
