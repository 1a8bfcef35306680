// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.folder;

import java.util.ArrayList;
import java.util.List;

/** How far a reader is in the files of a split. */
final class SplitInReading {
    private final FilesSplit split;
    private int begun;
    private int emitted;

    SplitInReading(FilesSplit split) {
        this.split = split;
    }

    String id() {
        return split.splitId();
    }

    /** The next files: at least one, and more while they are this many and this small together. */
    List<ListedFile> begin(int mostFiles, long mostBytes) {
        List<ListedFile> files = new ArrayList<>();
        long bytes = 0;
        do {
            ListedFile file = split.files().get(begun++);
            files.add(file);
            bytes += file.sizeBytes();
        } while (files.size() < mostFiles
                && !isBegun()
                && bytes + split.files().get(begun).sizeBytes() <= mostBytes);
        return files;
    }

    void emittedOne() {
        emitted++;
    }

    boolean isBegun() {
        return begun == split.files().size();
    }

    boolean isEmitted() {
        return emitted == split.files().size();
    }

    /** What is left for who goes on from here. */
    FilesSplit unread() {
        return new FilesSplit(split.files().subList(emitted, split.files().size()));
    }
}
