// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.connectors.media.source.listing.LinkRule;
import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.listing.MediaPath;
import io.multimodal.store.external.ExternalObjects;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.Collection;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Opens the files of a folder, as its file system wants. Thread-safe. */
final class FileOpener implements Closeable {
    /** An object of a bucket that is no larger comes in one request. */
    private static final long MOST_AT_ONCE = 8 << 20;

    /** Of a bucket; null for folders. */
    private final ExternalObjects objects;

    /** Null for buckets. */
    private final SourceFolder folder;

    /**
     * @param path of the table
     * @param externals the configured prefixes of external objects
     */
    FileOpener(MediaPath path, LinkRule links, Collection<String> externals) throws IOException {
        boolean bucket = path.isBucket();
        this.objects = bucket ? path.open(externals) : null;
        this.folder = bucket ? null : new SourceFolder(local(path.resolve().path()), links);
    }

    /**
     * Opens a file. The caller closes it.
     *
     * @param size of the file, where its file system does not say it of an open one
     * @throws io.multimodal.types.failure.MediaException if there is none, or none that may be read
     */
    OpenFile open(ListedFile file, Size size) throws IOException {
        return open(file, size, size == Size.LISTED ? file.sizeBytes() : MOST_AT_ONCE);
    }

    /** The same for who reads the first bytes alone. */
    OpenFile openHead(ListedFile file) throws IOException {
        return open(file, Size.LISTED, MediaKind.HEAD_BYTES);
    }

    private OpenFile open(ListedFile file, Size size, long atOnce) throws IOException {
        if (objects != null) {
            long first = atOnce <= MOST_AT_ONCE ? atOnce : MediaKind.HEAD_BYTES;
            return new BucketFile(
                    objects.refer(file.path().toUri().toString(), (int) Math.max(1, first)));
        }
        FileSystem fileSystem = file.path().getFileSystem();
        if (!fileSystem.isDistributedFS()) {
            return LocalFile.open(local(file), folder);
        }
        long bytes = size == Size.LISTED ? file.sizeBytes() : ask(fileSystem, file.path());
        return RemoteFile.open(fileSystem, file.path(), bytes);
    }

    /** Which size a file of a remote file system is taken to have. */
    enum Size {
        /** That of the listing. */
        LISTED,
        /** The one that it has now, for which its file system is asked. */
        PRESENT
    }

    /**
     * Refuses a file that a link leads to, if that may not be followed.
     *
     * @throws io.multimodal.types.failure.MediaException if it may not be read
     */
    void check(ListedFile file) throws IOException {
        if (objects != null || file.path().getFileSystem().isDistributedFS()) {
            return;
        }
        try {
            folder.real(local(file));
        } catch (FileSystemException e) {
            // Reading it says more.
        }
    }

    private static long ask(FileSystem fileSystem, Path path) throws IOException {
        try {
            return fileSystem.getFileStatus(path).getLen();
        } catch (FileNotFoundException e) {
            return 0; // Opening it says so.
        }
    }

    private static java.nio.file.Path local(ListedFile file) throws IOException {
        try {
            return local(file.path());
        } catch (InvalidPathException e) {
            throw LocalFile.unnamed(e);
        }
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }

    @Override
    public void close() {
        if (objects != null) {
            objects.close();
        }
    }
}
