// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.folder;

import java.util.List;
import java.util.Set;

/**
 * How far a folder was handed out to readers.
 *
 * @param waiting listed, and not handed out
 * @param seen the paths of all files ever listed; empty where the folder is listed once
 */
record FolderProgress(List<ListedFile> waiting, Set<String> seen) {
    FolderProgress {
        waiting = List.copyOf(waiting);
        seen = Set.copyOf(seen);
    }
}
