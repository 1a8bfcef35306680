// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.FileSplitAssigner;

/**
 * Hands files out in groups, in the order in which they came. Groups shrink towards the end, so
 * that no reader is left with many files while others have none; large files go alone.
 *
 * <p>Not thread-safe: the coordinator calls it from one thread.
 */
final class FileGroups implements FileSplitAssigner {
    static final int MOST_FILES = 64;
    static final long MOST_BYTES = 64L << 20;

    /** A group is at most this part of what a reader may still expect. */
    private static final int GROUPS_TO_COME = 4;

    private final int readers;
    private final Queue<ListedFile> waiting = new ArrayDeque<>();

    FileGroups(Collection<FileSourceSplit> splits, int readers) {
        this.readers = readers;
        addSplits(splits);
    }

    @Override
    public Optional<FileSourceSplit> getNext(String hostname) {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        long share = waiting.size() / ((long) readers * GROUPS_TO_COME);
        long most = Math.min(MOST_FILES, Math.max(1, share));
        List<ListedFile> group = new ArrayList<>();
        long bytes = 0;
        do {
            ListedFile file = waiting.remove();
            group.add(file);
            bytes += file.sizeBytes();
        } while (group.size() < most
                && !waiting.isEmpty()
                && bytes + waiting.element().sizeBytes() <= MOST_BYTES);
        return Optional.of(new FilesSplit(group));
    }

    /** Of a split that comes back from a reader, what was emitted is not handed out again. */
    @Override
    public void addSplits(Collection<FileSourceSplit> splits) {
        for (FileSourceSplit split : splits) {
            waiting.addAll(((FilesSplit) split).unread());
        }
    }

    @Override
    public Collection<FileSourceSplit> remainingSplits() {
        return waiting.isEmpty() ? List.of() : List.of(new FilesSplit(List.copyOf(waiting)));
    }
}
