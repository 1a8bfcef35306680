// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.folder;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a folder and its sub-folders, or a single file.
 *
 * <p>Local folders are walked here and not by Flink, whose walk follows a loop of symbolic links as
 * deep as the system allows and stops at the first folder it may not list. Here a loop, a dangling
 * link and a folder that cannot be listed are listed as well: the reader finds out what is wrong
 * with them, and the failure contract applies.
 */
final class FolderListing implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FolderListing.class);
    private static final String LOCAL = "file";

    private final Path folder;
    private final FileNameGlob glob;

    FolderListing(Path folder, FileNameGlob glob) {
        this.folder = folder;
        this.glob = glob;
    }

    /** All files there are now, ordered by path. */
    List<ListedFile> list() throws IOException {
        List<ListedFile> files = new ArrayList<>();
        FileSystem fileSystem = folder.getFileSystem();
        if (LOCAL.equals(fileSystem.getUri().getScheme())) {
            walkLocal(java.nio.file.Path.of(folder.toUri().getPath()), files);
        } else {
            walk(fileSystem, status(fileSystem, folder), files);
        }
        files.sort(Comparator.comparing(file -> file.path().toString()));
        return files;
    }

    @Override
    public String toString() {
        return "folder '" + folder + "'";
    }

    private static FileStatus status(FileSystem fileSystem, Path path) throws IOException {
        try {
            return fileSystem.getFileStatus(path);
        } catch (FileNotFoundException e) {
            throw missing(path.toString(), e);
        }
    }

    private void walk(FileSystem fileSystem, FileStatus status, List<ListedFile> files)
            throws IOException {
        if (!status.isDir()) {
            add(files, status.getPath(), status.getLen(), status.getModificationTime());
            return;
        }
        for (FileStatus child : fileSystem.listStatus(status.getPath())) {
            String name = child.getPath().getName();
            if (child.isDir() ? !FileNameGlob.isHidden(name) : glob.matches(name)) {
                walk(fileSystem, child, files);
            }
        }
    }

    private void walkLocal(java.nio.file.Path root, List<ListedFile> files) throws IOException {
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
                        add(files, Path.fromLocalFile(file.toFile()), attributes.size(), modified);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(java.nio.file.Path file, IOException e) {
                        // The URI of a folder ends in a slash, and would have no name.
                        add(files, new Path("file", null, file.toString()), 0, 0);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static void add(List<ListedFile> files, Path path, long bytes, long modified) {
        files.add(new ListedFile(path, bytes, Instant.ofEpochMilli(modified)));
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
