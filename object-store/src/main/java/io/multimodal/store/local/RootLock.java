// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets one at a time, of all processes, make the root of a store. On a file system without hard
 * links the look whether there is a root and the writing of one are two steps, and a root that is
 * written over gives a store id away that nobody can resolve. Ends with the process at the latest.
 */
final class RootLock implements AutoCloseable {
    /** Of this process only one thread may ask for a lock of a file. */
    private static final Object PROCESS = new Object();

    private final FileChannel channel;

    private RootLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Runs something while no other does so in the same folder. Blocks. */
    static <T> T holding(Path file, Action<T> action) throws StoreException {
        synchronized (PROCESS) {
            try (RootLock lock = on(file)) {
                return action.run();
            }
        }
    }

    /**
     * @param file one that is there and stays
     */
    private static RootLock on(Path file) throws StoreException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            lock(channel);
            return new RootLock(channel);
        } catch (IOException e) {
            close(channel);
            throw new RefusedException(
                    "Cannot make a store at "
                            + file.getParent().getParent()
                            + ": its file system locks no files ("
                            + e.getMessage()
                            + "), so that two processes could make two stores there; give a folder"
                            + " on another file system",
                    e);
        }
    }

    /** The lock is released when the channel is closed. */
    private static void lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                channel.lock();
                return;
            } catch (OverlappingFileLockException e) {
                // This class in another class loader has it.
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The lock ends with the process.
        }
    }

    /** What is done under the lock. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws StoreException;
    }
}
