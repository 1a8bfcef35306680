// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.internal.FileRanges;
import io.multimodal.store.internal.RequestThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Compares an object with the file that it was written from, range by range. */
final class FileCheck {
    private static final int STEP_BYTES = 4 << 20;

    private FileCheck() {}

    /** Whether the object has the bytes of the file, no more and no fewer. */
    static CompletableFuture<Boolean> equal(Path file, Reader reader) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (FileChannel channel = FileChannel.open(file)) {
                        return isEqual(channel, reader);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                RequestThreads.SHARED);
    }

    private static boolean isEqual(FileChannel channel, Reader reader) throws IOException {
        long size = channel.size();
        long offset = 0;
        do {
            int length = (int) Math.min(STEP_BYTES, size - offset);
            BlobClient.Part there = reader.read(offset, Math.max(1, length)).join();
            if (there.objectBytes() != size
                    || !Arrays.equals(there.bytes(), FileRanges.read(channel, offset, length))) {
                return false;
            }
            offset += length;
        } while (offset < size);
        return true;
    }

    /** Reads a range of the object. */
    @FunctionalInterface
    interface Reader {
        CompletableFuture<BlobClient.Part> read(long offset, int length);
    }
}
