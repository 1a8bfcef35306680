// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.io.Serializable;

/** Chooses files by what the listing says of them, before they are opened. Thread-safe. */
@FunctionalInterface
public interface FileFilter extends Serializable {
    /** Wants every file. */
    FileFilter ALL = file -> true;

    boolean wants(ListedFile file);

    /**
     * Whether a file below a folder may be wanted; a folder of which none is, is not listed.
     *
     * @param folder the decoded path, absolute
     */
    default boolean wantsBelow(String folder) {
        return true;
    }
}
