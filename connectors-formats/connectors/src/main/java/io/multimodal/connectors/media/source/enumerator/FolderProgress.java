// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import io.multimodal.connectors.media.source.listing.ListedFile;
import java.util.List;

/**
 * How far a folder was handed out to readers.
 *
 * @param waiting listed, and not handed out
 * @param listing how far it was listed
 */
public record FolderProgress(List<ListedFile> waiting, ListingProgress listing) {
    public FolderProgress {
        waiting = List.copyOf(waiting);
    }
}
