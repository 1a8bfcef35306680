// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;
import java.util.Optional;

/**
 * The kinds of image that come in the boxes of MP4, told by the brands of the file: the one rule
 * for every way in, so that no table takes for a video what is an image to another one.
 */
public enum HeifBrand {
    HEIC,
    AVIF;

    private static final int MAX_BRANDS_BYTES = 256;

    /** Offset of the major brand; the compatible ones follow behind its version. */
    private static final int MAJOR = 8;

    private static final int COMPATIBLE = 16;

    /** What the file claims to be, major brand or compatible ones; AVIF where it claims both. */
    public static Optional<HeifBrand> of(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        if (!bytes.matches(4, "ftyp")) {
            return Optional.empty();
        }
        long end = Math.min(bytes.u32(0, false), Math.min(bytes.size(), MAX_BRANDS_BYTES));
        boolean heic = false;
        for (long at = MAJOR; at + 4 <= end; at = at == MAJOR ? COMPATIBLE : at + 4) {
            switch (bytes.name(at)) {
                case "avif", "avis" -> {
                    return Optional.of(AVIF);
                }
                case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs" -> heic = true;
                default -> {}
            }
        }
        return heic ? Optional.of(HEIC) : Optional.empty();
    }
}
