// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two processes from merging the same packs at once. That would lose nothing, but copy
 * everything twice.
 */
record MergeLock(Path file, FileChannel channel, boolean isTaken) implements AutoCloseable {
    static MergeLock tryTake(Path temporary) throws IOException {
        Path file = temporary.resolve("merge.lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken;
        try {
            taken = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            taken = false;
        } catch (IOException e) {
            // The file system has no locks.
            taken = true;
        }
        return new MergeLock(file, channel, taken);
    }

    @Override
    public void close() throws IOException {
        if (isTaken) {
            Files.deleteIfExists(file);
        }
        channel.close();
    }
}
