// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The inode of a file or folder and when it was changed last, by the clock of its file system. No
 * program can set this time, so that a folder that was copied, restored or unpacked has a new one.
 *
 * @param inode the number of the inode
 * @param changedNanos nanoseconds since 1970
 */
record FileStamp(long inode, long changedNanos) {
    /** More than the steps in which any file system counts its times. */
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** Reads the stamp of a path. */
    @FunctionalInterface
    interface Source {
        /**
         * Reads.
         *
         * @throws UnsupportedOperationException if the file system has no such times
         */
        FileStamp of(Path path) throws IOException;
    }

    /** The stamp of a file or folder as it is now. */
    static FileStamp of(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            // NFS keeps what it knows of a folder for up to a minute, and asks when one is opened.
            try (DirectoryStream<Path> opened = Files.newDirectoryStream(path)) {
                return read(path);
            }
        }
        return read(path);
    }

    private static FileStamp read(Path path) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(path, "unix:ino,ctime", LinkOption.NOFOLLOW_LINKS);
        return new FileStamp(
                (Long) attributes.get("ino"),
                ((FileTime) attributes.get("ctime")).to(TimeUnit.NANOSECONDS));
    }

    /**
     * Whether every change from now on shows as another stamp.
     *
     * @param fresh the stamp of a file that was just made in the same file system
     */
    boolean isSettled(FileStamp fresh) {
        // A file system that counts whole seconds could give this time again after a clock was set.
        boolean fine = changedNanos % TimeUnit.SECONDS.toNanos(1) != 0;
        return fine && fresh.changedNanos - changedNanos > SETTLED_NANOS;
    }
}
