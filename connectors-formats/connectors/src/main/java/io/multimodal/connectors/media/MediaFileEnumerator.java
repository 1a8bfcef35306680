// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the files of folders, one split each, ordered by path.
 *
 * <p>Local folders are walked here and not by Flink, whose walk follows a loop of symbolic links as
 * deep as the system allows and stops at the first folder it may not list. Here a loop, a dangling
 * link and a folder that cannot be listed become splits as well: the reader finds out what is wrong
 * with them, and the failure contract applies.
 */
final class MediaFileEnumerator implements FileEnumerator {
    private static final Logger LOG = LoggerFactory.getLogger(MediaFileEnumerator.class);
    private static final String LOCAL = "file";

    private final FileNameGlob glob;

    MediaFileEnumerator(FileNameGlob glob) {
        this.glob = glob;
    }

    @Override
    public Collection<FileSourceSplit> enumerateSplits(Path[] paths, int minDesiredSplits)
            throws IOException {
        List<FileSourceSplit> splits = new ArrayList<>();
        for (Path path : paths) {
            FileSystem fileSystem = path.getFileSystem();
            if (LOCAL.equals(fileSystem.getUri().getScheme())) {
                walkLocal(java.nio.file.Path.of(path.toUri().getPath()), splits);
            } else {
                walk(fileSystem, status(fileSystem, path), splits);
            }
        }
        splits.sort(Comparator.comparing(split -> split.path().toString()));
        return splits;
    }

    private static FileStatus status(FileSystem fileSystem, Path path) throws IOException {
        try {
            return fileSystem.getFileStatus(path);
        } catch (FileNotFoundException e) {
            throw missing(path.toString(), e);
        }
    }

    private void walk(FileSystem fileSystem, FileStatus status, List<FileSourceSplit> splits)
            throws IOException {
        if (!status.isDir()) {
            add(splits, status.getPath(), status.getLen(), status.getModificationTime());
            return;
        }
        for (FileStatus child : fileSystem.listStatus(status.getPath())) {
            String name = child.getPath().getName();
            if (child.isDir() ? !FileNameGlob.isHidden(name) : glob.matches(name)) {
                walk(fileSystem, child, splits);
            }
        }
    }

    private void walkLocal(java.nio.file.Path root, List<FileSourceSplit> splits)
            throws IOException {
        if (!Files.exists(root)) {
            throw missing(root.toString(), new NoSuchFileException(root.toString()));
        }
        Files.walkFileTree(
                root,
                EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            java.nio.file.Path folder, BasicFileAttributes attributes) {
                        boolean hidden =
                                !folder.equals(root) && FileNameGlob.isHidden(nameOf(folder));
                        return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(
                            java.nio.file.Path file, BasicFileAttributes attributes) {
                        if (!file.equals(root) && !glob.matches(nameOf(file))) {
                            return FileVisitResult.CONTINUE;
                        }
                        if (attributes.isOther()) {
                            // Opening a pipe or a device could wait for ever.
                            LOG.warn("Passing over '{}': neither a file nor a folder", file);
                            return FileVisitResult.CONTINUE;
                        }
                        long modified = attributes.lastModifiedTime().toMillis();
                        add(splits, Path.fromLocalFile(file.toFile()), attributes.size(), modified);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(java.nio.file.Path file, IOException e) {
                        // The URI of a folder ends in a slash, and would have no name.
                        add(splits, new Path("file", null, file.toString()), 0, 0);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static void add(List<FileSourceSplit> splits, Path path, long bytes, long modified) {
        splits.add(new FileSourceSplit(path.toString(), path, 0, bytes, modified, bytes));
    }

    private static String nameOf(java.nio.file.Path path) {
        return path.getFileName().toString();
    }

    private static IOException missing(String path, IOException cause) {
        FileNotFoundException missing =
                new FileNotFoundException(
                        "Cannot list '"
                                + path
                                + "': there is no such file or folder. Check the option 'path' of the table.");
        // Not as its cause: Flink's SQL client shows the root of all causes alone.
        missing.addSuppressed(cause);
        return missing;
    }
}
