// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.split;

import io.multimodal.connectors.media.source.listing.ListedFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Files that wait for a reader, handed out in groups: one message for a small file would cost more
 * than reading it. Groups shrink as the end comes nearer, so that readers end together; large files
 * go alone.
 */
public final class FileGroups {
    static final int MOST_FILES = 256;
    static final long MOST_BYTES = 64L << 20;

    /** A group is at most this part of what a reader may still expect. */
    private static final int GROUPS_TO_COME = 4;

    private final Queue<ListedFile> waiting = new ArrayDeque<>();

    /** Of all that wait. */
    private long bytes;

    public void add(Collection<ListedFile> files) {
        for (ListedFile file : files) {
            waiting.add(file);
            bytes += file.sizeBytes();
        }
    }

    /** How many files wait. */
    public int count() {
        return waiting.size();
    }

    /** The next group for one of so many readers, if a file waits. */
    public Optional<FilesSplit> next(int readers) {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        long groups = (long) readers * GROUPS_TO_COME;
        long most = Math.min(MOST_FILES, Math.max(1, waiting.size() / groups));
        List<ListedFile> files = take(waiting, most, Math.min(MOST_BYTES, bytes / groups));
        files.forEach(file -> bytes -= file.sizeBytes());
        return Optional.of(new FilesSplit(files));
    }

    /** The next files: at least one, and more while they are this many and this small together. */
    static List<ListedFile> take(Queue<ListedFile> files, long most, long mostBytes) {
        List<ListedFile> taken = new ArrayList<>();
        long bytes = 0;
        do {
            ListedFile file = files.remove();
            taken.add(file);
            bytes += file.sizeBytes();
        } while (taken.size() < most
                && !files.isEmpty()
                && bytes + files.element().sizeBytes() <= mostBytes);
        return taken;
    }

    /** Those that were not handed out. */
    public List<ListedFile> waiting() {
        return List.copyOf(waiting);
    }
}
