// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells other processes that a writer lives: it holds the lock of {@code tmp/<writer>.lock} until
 * it is closed or its process ends. The lock only keeps others from disturbing a writer. No data
 * depends on it: whoever takes a pack over renames it first, and a writer acknowledges nothing
 * after its pack has lost its name.
 */
public final class WriterLock implements AutoCloseable {
    /**
     * The writers of this process. Their lock files are never opened again: where one is closed,
     * the system releases every lock that the process holds on it.
     */
    private static final Set<String> HERE = ConcurrentHashMap.newKeySet();

    private final Path temporary;
    private final String writer;
    private FileChannel channel;
    private boolean tried;

    WriterLock(Path temporary, String writer) {
        this.temporary = temporary;
        this.writer = writer;
        HERE.add(writer);
    }

    /** Takes the lock, once. A file system without locks is not a failure. */
    synchronized void take() {
        if (tried) {
            return;
        }
        tried = true;
        try {
            channel =
                    FileChannel.open(
                            file(temporary, writer),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            channel.lock();
        } catch (IOException | OverlappingFileLockException e) {
            // Others then wait until the writer's packs are old.
        }
    }

    /** What is known of a writer. */
    public static Writer state(Path temporary, String writer) {
        if (HERE.contains(writer)) {
            return Writer.LIVES;
        }
        return isHeld(file(temporary, writer));
    }

    /** Whether a process holds the lock of a file; {@link Writer#UNKNOWN} where there is none. */
    static Writer isHeld(Path file) {
        try (FileChannel probe = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = probe.tryLock()) {
            return lock == null ? Writer.LIVES : Writer.DIED;
        } catch (OverlappingFileLockException e) {
            return Writer.LIVES;
        } catch (IOException e) {
            return Writer.UNKNOWN;
        }
    }

    /** Gives the lock back and removes its file. */
    @Override
    public synchronized void close() {
        tried = true;
        if (channel == null) {
            HERE.remove(writer);
            return;
        }
        try {
            Files.deleteIfExists(file(temporary, writer));
        } catch (IOException e) {
            // It is removed when it is old.
        }
        release();
    }

    /** Gives the lock back; the file stays, so that others see that this writer is gone. */
    synchronized void release() {
        tried = true;
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The system gives it back when the process ends.
        } finally {
            channel = null;
            HERE.remove(writer);
        }
    }

    private static Path file(Path temporary, String writer) {
        return temporary.resolve(writer + ".lock");
    }

    /** Whether somebody may still write. */
    public enum Writer {
        LIVES,
        DIED,
        UNKNOWN
    }
}
