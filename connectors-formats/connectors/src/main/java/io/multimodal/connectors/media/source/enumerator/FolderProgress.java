// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import io.multimodal.connectors.media.source.listing.FileStamp;
import io.multimodal.connectors.media.source.listing.ListedFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How far a folder was handed out to readers.
 *
 * @param waiting listed, and not handed out
 * @param seen all files ever handed out or waiting, by path, as they were then; empty where the
 *     folder is listed once
 */
public record FolderProgress(List<ListedFile> waiting, Map<String, FileStamp> seen) {
    public FolderProgress {
        waiting = List.copyOf(waiting);
        seen = Map.copyOf(seen);
    }

    /** Of which only the paths are known, as of an older checkpoint. */
    public FolderProgress(List<ListedFile> waiting, Set<String> seen) {
        this(
                waiting,
                seen.stream()
                        .collect(Collectors.toMap(Function.identity(), p -> FileStamp.UNKNOWN)));
    }
}
