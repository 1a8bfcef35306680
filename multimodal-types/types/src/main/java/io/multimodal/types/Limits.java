// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import java.io.Serializable;

/**
 * What media from outside may cost at most. Checked against the header, before memory is taken.
 *
 * @param maxBytes the most encoded bytes of one object that is decoded whole
 * @param maxPixels the most pixels of one picture or frame, by its header
 * @param decodeMemoryBytes the most memory that all decoders of one process hold together; more
 *     decoders wait
 */
public record Limits(long maxBytes, long maxPixels, long decodeMemoryBytes)
        implements Serializable {
    /** 256 MiB, the 178,956,970 pixels at which PIL warns, and 1 GiB of decoders. */
    public static final Limits DEFAULT = new Limits(256L << 20, 178_956_970L, 1L << 30);
}
