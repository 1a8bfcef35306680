// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.config;

import io.multimodal.annotation.Public;
import java.io.Serializable;

/**
 * The limits for media from outside. They are checked against the header, before memory is
 * allocated.
 *
 * @param maxBytes the maximum number of encoded bytes of an object that is decoded whole
 * @param maxPixels the maximum number of pixels of an image or frame, by its header
 * @param decodeMemoryBytes the maximum number of bytes that all decoders of a process hold
 *     together; further decoders wait
 * @param decodeMillis the longest time for decoding one image, or one run of frames or samples, in
 *     milliseconds; waiting for memory and reading bytes do not count
 * @param sampleBytes the maximum number of bytes of decoded samples of one audio object that are
 *     held at once, in memory and in temporary files
 */
@Public
public record Limits(
        long maxBytes, long maxPixels, long decodeMemoryBytes, long decodeMillis, long sampleBytes)
        implements Serializable {
    /**
     * 256 MiB, the 178,956,970 pixels at which PIL warns, 1 GiB of decoders, a minute, and 16 GiB
     * of samples: 13 hours of stereo at 44.1 kHz.
     */
    public static final Limits DEFAULT =
            new Limits(256L << 20, 178_956_970L, 1L << 30, 60_000, 16L << 30);

    /** Limits with the default for samples. */
    public Limits(long maxBytes, long maxPixels, long decodeMemoryBytes, long decodeMillis) {
        this(maxBytes, maxPixels, decodeMemoryBytes, decodeMillis, DEFAULT.sampleBytes);
    }

    /** Limits with the defaults for time and samples. */
    public Limits(long maxBytes, long maxPixels, long decodeMemoryBytes) {
        this(maxBytes, maxPixels, decodeMemoryBytes, DEFAULT.decodeMillis);
    }
}
