// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.store.ObjectHandle;
import io.multimodal.types.Limits;
import java.io.IOException;
import java.io.InputStream;

/**
 * Tells from its head what a picture is. Reads at most {@value #MAX_BYTES} bytes, whatever the size
 * of the picture. Thread-safe.
 *
 * <p>Each method throws {@link io.multimodal.types.failure.MediaException} with a code: {@code
 * TRUNCATED} for an empty object or one that ends within its header, {@code UNSUPPORTED} for
 * anything that is not a picture of a kind that can be decoded, {@code CORRUPT} for a header that
 * contradicts itself, {@code TOO_MANY_PIXELS} beyond {@link Limits#maxPixels}, {@code TOO_LARGE}
 * beyond {@link Limits#maxBytes}.
 */
public final class ImageProbe {
    /** The most bytes that are read of one picture. */
    public static final int MAX_BYTES = 64 << 10;

    private final Limits limits;

    public ImageProbe(Limits limits) {
        this.limits = limits;
    }

    /** Reads ranges, as few as the format needs. Blocks. */
    public ImageHeader probe(ObjectHandle object) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads the stream's first bytes; what a format keeps further back stays unknown. Blocks; does
     * not close the stream.
     */
    public ImageHeader probe(InputStream stream) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads an array.
     *
     * @param head the object's first bytes, or all of them
     * @param sizeBytes how many bytes the object has, at least {@code head.length}
     */
    public ImageHeader probe(byte[] head, long sizeBytes) throws IOException {
        throw new UnsupportedOperationException();
    }
}
