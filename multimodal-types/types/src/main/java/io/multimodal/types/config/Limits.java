// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.config;

import io.multimodal.annotation.Public;
import java.io.Serializable;

/**
 * What media from outside may cost at most. Checked against the header, before memory is taken.
 *
 * @param maxBytes the most encoded bytes of one object that is decoded whole
 * @param maxPixels the most pixels of one image or frame, by its header
 * @param decodeMemoryBytes the most memory that all decoders of one process hold together; more
 *     decoders wait
 * @param decodeMillis the longest that decoding one image, or one run of frames or samples, may
 *     take; waiting for memory and reading bytes do not count
 * @param sampleBytes the most bytes of decoded samples of one audio that are held at once, in
 *     memory and in temporary files
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

    /** The same with the default of samples. */
    public Limits(long maxBytes, long maxPixels, long decodeMemoryBytes, long decodeMillis) {
        this(maxBytes, maxPixels, decodeMemoryBytes, decodeMillis, DEFAULT.sampleBytes);
    }

    /** The same with the defaults of time and samples. */
    public Limits(long maxBytes, long maxPixels, long decodeMemoryBytes) {
        this(maxBytes, maxPixels, decodeMemoryBytes, DEFAULT.decodeMillis);
    }
}
