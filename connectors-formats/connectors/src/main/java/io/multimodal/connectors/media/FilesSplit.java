// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;

/**
 * Files that one reader takes one after the other. A split costs the coordinator messages and each
 * reader a group of metrics, which is more than a small picture costs to decode.
 *
 * <p>The position of a reader in it is the number of files that it has emitted.
 */
final class FilesSplit extends FileSourceSplit {
    private static final long serialVersionUID = 1L;

    private final List<ListedFile> files;

    /**
     * Files to read from the first on.
     *
     * @param files one or more
     */
    FilesSplit(List<ListedFile> files) {
        this(files, null);
    }

    /**
     * Files of which some may be read already.
     *
     * @param position null where none is
     */
    FilesSplit(List<ListedFile> files, CheckpointedPosition position) {
        super(
                files.get(0).path().toString(),
                files.get(0).path(),
                0,
                totalBytes(files),
                files.get(0).modified().toEpochMilli(),
                totalBytes(files),
                new String[0],
                position);
        this.files = List.copyOf(files);
    }

    List<ListedFile> files() {
        return files;
    }

    /** Those which no reader has emitted. */
    List<ListedFile> unread() {
        long read = getReaderPosition().map(CheckpointedPosition::getRecordsAfterOffset).orElse(0L);
        return files.subList((int) Math.min(read, files.size()), files.size());
    }

    @Override
    public FilesSplit updateWithCheckpointedPosition(CheckpointedPosition position) {
        return new FilesSplit(files, position);
    }

    @Override
    public String toString() {
        return "FilesSplit of %d files from '%s', %d of them not read"
                .formatted(files.size(), path(), unread().size());
    }

    private static long totalBytes(List<ListedFile> files) {
        return files.stream().mapToLong(ListedFile::sizeBytes).sum();
    }
}
