// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import io.multimodal.annotation.Public;

/**
 * Which symbolic links of a local folder are followed. By either rule each real folder is listed
 * once, however many links lead to it, and a link that is not followed is listed as a file that
 * cannot be used.
 */
@Public
public enum LinkRule {
    /** Those that lead to what lies in the folder itself. */
    WITHIN_FOLDER("within-folder"),
    /** Also those that lead out of the folder. */
    ANYWHERE("anywhere");

    private final String word;

    LinkRule(String word) {
        this.word = word;
    }

    /** The word as options spell it. */
    @Override
    public String toString() {
        return word;
    }

    /**
     * Whether what really lies at a place may be read.
     *
     * @param realRoot the folder, and {@code real} the place, both without links
     */
    public boolean allows(java.nio.file.Path realRoot, java.nio.file.Path real) {
        return this == ANYWHERE || real.startsWith(realRoot);
    }
}
