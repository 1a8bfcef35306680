// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.split;

import io.multimodal.connectors.media.source.listing.ListedFile;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** How far a reader is in the files of a split. */
public final class SplitInReading {
    private final FilesSplit split;
    private final Queue<ListedFile> notBegun;
    private int emitted;

    public SplitInReading(FilesSplit split) {
        this.split = split;
        this.notBegun = new ArrayDeque<>(split.files());
    }

    public String id() {
        return split.splitId();
    }

    /** The next files: at least one, and more while they are this many and this small together. */
    public List<ListedFile> begin(int mostFiles, long mostBytes) {
        return FileGroups.take(notBegun, mostFiles, mostBytes);
    }

    public void emittedOne() {
        emitted++;
    }

    public boolean isBegun() {
        return notBegun.isEmpty();
    }

    public boolean isEmitted() {
        return emitted == split.files().size();
    }

    /** What is left for who goes on from here. */
    public FilesSplit unread() {
        return new FilesSplit(split.files().subList(emitted, split.files().size()));
    }
}
