// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.io.Serializable;

/**
 * Which names of files are read.
 *
 * @param glob of names, or of paths below the folder
 * @param given whether the user gave it; else it holds the names that a kind of media usually has
 */
public record NameRule(String glob, boolean given) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Reads those files alone that match. */
    public static NameRule given(String glob) {
        return new NameRule(glob, true);
    }
}
