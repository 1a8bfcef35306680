// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Everything that changes a store's folder goes through here, so that a test can lose what was not
 * synced and stop between any two steps. Thread-safe.
 */
public interface Disk {
    /** A new file, open for writing; fails where one is. */
    OpenFile create(Path file) throws IOException;

    /**
     * A second name for a file, never in place of another.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    void link(Path existing, Path name) throws IOException;

    /** Another name for a file, in place of whatever had that name. */
    void replace(Path file, Path name) throws IOException;

    void delete(Path file) throws IOException;

    /**
     * Writes over a part of a file and syncs it. Never makes a file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    void overwrite(Path file, long offset, byte[] bytes) throws IOException;

    /** A new directory; nothing happens where one is. */
    void createDirectory(Path directory) throws IOException;

    /**
     * Makes the names in a directory durable.
     *
     * @throws UnopenedException if nothing was tried, since the directory could not be opened; any
     *     other failure means that names may be lost although a later call succeeds
     */
    void syncDirectory(Path directory) throws IOException;

    /** A file that is being written, by one thread. */
    interface OpenFile extends Closeable {
        void write(byte[] bytes, int offset, int length) throws IOException;

        /** Writes behind the end what the next write replaces. It is not synced and may be lost. */
        default void writeTail(byte[] bytes) throws IOException {}

        /** Whether the file still has the name under which it was made. */
        default boolean isNamed() throws IOException {
            return true;
        }

        /** Makes the content durable; after a failure the file is given up, never synced again. */
        void sync() throws IOException;
    }
}
