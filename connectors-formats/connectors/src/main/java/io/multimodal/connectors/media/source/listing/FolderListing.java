// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import io.multimodal.store.external.ExternalObjects;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a folder and its sub-folders, of a bucket, or a single file: a stream in the order
 * of their paths, from any position on.
 *
 * <p>Local folders are walked by {@link LocalWalk} and not by Flink, whose walk follows a loop of
 * symbolic links as deep as the system allows and stops at the first folder it may not list. Here a
 * loop, a dangling link and a folder that cannot be listed are listed as well: the reader finds out
 * what is wrong with them, and the failure contract applies.
 */
public final class FolderListing implements Listing {
    private static final long serialVersionUID = 2L;
    private static final Logger LOG = LoggerFactory.getLogger(FolderListing.class);
    private static final String LOCAL = "file";

    private final MediaPath path;
    private final NameRule names;
    private final LinkRule links;
    private final FileFilter filter;
    private final ArrayList<String> externals;
    private final boolean emptyAllowed;

    /** Of a bucket, while it is listed; null where it is not open. */
    private transient ExternalObjects objects;

    /**
     * @param filter which of them are wanted at all
     * @param externals the configured prefixes of external objects, whose options a bucket is read
     *     with
     * @param emptyAllowed whether a prefix of a bucket may have no object; folders may
     */
    public FolderListing(
            MediaPath path,
            NameRule names,
            LinkRule links,
            FileFilter filter,
            Collection<String> externals,
            boolean emptyAllowed) {
        this.path = path;
        this.names = names;
        this.links = links;
        this.filter = filter;
        this.externals = new ArrayList<>(externals);
        this.emptyAllowed = emptyAllowed;
        PathPattern.of(path.resolve().pattern(), names); // Refuses a wrong pattern.
    }

    @Override
    public FileStream after(String position) throws IOException {
        MediaPath.Resolved resolved = path.resolve();
        PathPattern pattern = PathPattern.of(resolved.pattern(), names);
        if (path.isBucket()) {
            boolean mustExist = !emptyAllowed && resolved.pattern().isEmpty();
            return new BucketListing(
                    objects(), resolved.root(), pattern, filter, position, mustExist);
        }
        FileStream all = walk(resolved.path(), pattern);
        // A walk has to meet all links once more, so that each real folder is listed once.
        return position.isEmpty()
                ? all
                : () -> {
                    ListedFile file = all.next();
                    while (file != null && PathOrder.compare(file.key(), position) <= 0) {
                        file = all.next();
                    }
                    return file;
                };
    }

    private synchronized ExternalObjects objects() throws IOException {
        if (objects == null) {
            objects = path.open(externals);
        }
        return objects;
    }

    @Override
    public synchronized void close() {
        if (objects != null) {
            objects.close();
            objects = null;
        }
    }

    private FileStream walk(Path root, PathPattern pattern) throws IOException {
        FileSystem fileSystem = root.getFileSystem();
        if (!isLocal(fileSystem)) {
            return new FlinkWalk(fileSystem, status(fileSystem, root), pattern, filter);
        }
        java.nio.file.Path local = local(root);
        if (!Files.exists(local)) {
            throw missing(local.toString(), new NoSuchFileException(local.toString()));
        }
        try {
            return new LocalWalk(local, pattern, links, filter);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "Cannot list '" + local + "': this process has no permission to read it", e);
        }
    }

    @Override
    public boolean writesAtOnce() {
        return path.isBucket();
    }

    @Override
    public String toString() {
        return "folder '" + path.resolve().root() + "'";
    }

    private static FileStatus status(FileSystem fileSystem, Path path) throws IOException {
        try {
            return fileSystem.getFileStatus(path);
        } catch (FileNotFoundException e) {
            throw missing(path.toString(), e);
        }
    }

    @Override
    public List<ListedFile> again(Collection<ListedFile> files) throws IOException {
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

    private static ListedFile again(ListedFile file) throws IOException {
        if (file.modified().equals(Instant.EPOCH)) {
            return file; // It cannot be used, and does not change.
        }
        FileSystem fileSystem = file.path().getFileSystem();
        if (isLocal(fileSystem)) {
            BasicFileAttributes now =
                    Files.readAttributes(local(file.path()), BasicFileAttributes.class);
            return new ListedFile(
                    file.path(),
                    now.size(),
                    Instant.ofEpochMilli(now.lastModifiedTime().toMillis()));
        }
        return FlinkWalk.listed(fileSystem.getFileStatus(file.path()));
    }

    private static boolean isLocal(FileSystem fileSystem) {
        return LOCAL.equals(fileSystem.getUri().getScheme());
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
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
