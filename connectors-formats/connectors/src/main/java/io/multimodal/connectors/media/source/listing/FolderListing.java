// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a folder and its sub-folders, or a single file.
 *
 * <p>Local folders are walked by {@link LocalWalk} and not by Flink, whose walk follows a loop of
 * symbolic links as deep as the system allows and stops at the first folder it may not list. Here a
 * loop, a dangling link and a folder that cannot be listed are listed as well: the reader finds out
 * what is wrong with them, and the failure contract applies.
 */
public final class FolderListing implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FolderListing.class);
    private static final String LOCAL = "file";

    private final Path folder;
    private final FileNameGlob glob;
    private final LinkRule links;
    private final FileFilter filter;

    /**
     * @param filter which of them are wanted at all
     */
    public FolderListing(Path folder, FileNameGlob glob, LinkRule links, FileFilter filter) {
        this.folder = folder;
        this.glob = glob;
        this.links = links;
        this.filter = filter;
    }

    /** All files there are now, ordered by path. */
    public List<ListedFile> list() throws IOException {
        FileSystem fileSystem = folder.getFileSystem();
        List<ListedFile> files = new ArrayList<>();
        if (isLocal(fileSystem)) {
            files.addAll(walkLocal());
        } else {
            walk(fileSystem, status(fileSystem, folder), files);
        }
        files.removeIf(file -> !filter.wants(file));
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
            files.add(listed(status.getPath(), status.getLen(), status.getModificationTime()));
            return;
        }
        for (FileStatus child : fileSystem.listStatus(status.getPath())) {
            String name = child.getPath().getName();
            if (child.isDir() ? !FileNameGlob.isHidden(name) : glob.matches(name)) {
                walk(fileSystem, child, files);
            }
        }
    }

    private List<ListedFile> walkLocal() throws IOException {
        java.nio.file.Path root = local(folder);
        if (!Files.exists(root)) {
            throw missing(root.toString(), new NoSuchFileException(root.toString()));
        }
        return new LocalWalk(root, glob, links).list();
    }

    /** These files as they are now; those that are gone are left out. */
    public List<ListedFile> again(List<ListedFile> files) throws IOException {
        List<ListedFile> present = new ArrayList<>();
        for (ListedFile file : files) {
            try {
                present.add(again(file));
            } catch (FileNotFoundException | NoSuchFileException e) {
                LOG.debug("'{}' is not there any more", file.path());
            }
        }
        return present;
    }

    private ListedFile again(ListedFile file) throws IOException {
        if (file.modified().equals(Instant.EPOCH)) {
            return file; // It cannot be used, and does not change.
        }
        FileSystem fileSystem = folder.getFileSystem();
        if (isLocal(fileSystem)) {
            BasicFileAttributes now =
                    Files.readAttributes(local(file.path()), BasicFileAttributes.class);
            return listed(file.path(), now.size(), now.lastModifiedTime().toMillis());
        }
        FileStatus now = fileSystem.getFileStatus(file.path());
        return listed(file.path(), now.getLen(), now.getModificationTime());
    }

    private static boolean isLocal(FileSystem fileSystem) {
        return LOCAL.equals(fileSystem.getUri().getScheme());
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }

    private static ListedFile listed(Path path, long bytes, long modified) {
        return new ListedFile(path, bytes, Instant.ofEpochMilli(modified));
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
