// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.media.internal.HeaderBytes;
import java.io.IOException;

/** Reads a GIF's logical screen. */
final class GifHead {
    private GifHead() {}

    static StillHead read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        return new StillHead(StillSize.of("GIF", bytes.u16(6, true), bytes.u16(8, true)), "P");
    }
}
