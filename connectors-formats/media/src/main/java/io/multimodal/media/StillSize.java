// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;

/** Makes sizes of what headers say. */
final class StillSize {
    private StillSize() {}

    static ImageSize of(String format, long width, long height) throws MediaException {
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The %s says that it is %d x %d pixels; each side has at least 1"
                            .formatted(format, width, height));
        }
        return new ImageSize((int) width, (int) height);
    }
}
