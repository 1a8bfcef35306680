// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.connectors.media.source.listing.LinkRule;
import io.multimodal.connectors.media.source.listing.ListedFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Opens the files of a folder, as its file system wants. Thread-safe. */
final class FileOpener {
    private final LocalFolder folder;

    /**
     * @param folder as the listing got it
     */
    FileOpener(Path folder, LinkRule links) {
        this.folder = new LocalFolder(local(folder), links);
    }

    /**
     * Opens a file. The caller closes it.
     *
     * @param size of the file, where its file system does not say it of an open one
     * @throws io.multimodal.types.failure.MediaException if there is none, or none that may be read
     */
    OpenFile open(ListedFile file, Size size) throws IOException {
        FileSystem fileSystem = file.path().getFileSystem();
        if (!fileSystem.isDistributedFS()) {
            return LocalFile.open(local(file.path()), folder);
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
        if (file.path().getFileSystem().isDistributedFS()) {
            return;
        }
        try {
            folder.real(local(file.path()));
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

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }
}
