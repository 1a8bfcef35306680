// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.folder;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** How far a reader is in the files of a split. */
final class SplitInReading {
    private final FilesSplit split;
    private final Queue<ListedFile> notBegun;
    private int emitted;

    SplitInReading(FilesSplit split) {
        this.split = split;
        this.notBegun = new ArrayDeque<>(split.files());
    }

    String id() {
        return split.splitId();
    }

    /** The next files: at least one, and more while they are this many and this small together. */
    List<ListedFile> begin(int mostFiles, long mostBytes) {
        return FileGroups.take(notBegun, mostFiles, mostBytes);
    }

    void emittedOne() {
        emitted++;
    }

    boolean isBegun() {
        return notBegun.isEmpty();
    }

    boolean isEmitted() {
        return emitted == split.files().size();
    }

    /** What is left for who goes on from here. */
    FilesSplit unread() {
        return new FilesSplit(split.files().subList(emitted, split.files().size()));
    }
}
