// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import java.io.Serializable;

/**
 * The sizes of the caches that each process keeps for the objects that it reads.
 *
 * @param memoryBytes the bytes of objects in memory; 0 for no cache, {@link #BY_HEAP} for a size
 *     that follows from the heap of the process
 * @param folder the folder on a local disk, for stores that are reached over a network; empty for
 *     no cache on disk
 * @param diskBytes the bytes on that disk; ignored without a folder
 */
@Public
public record CacheConfig(long memoryBytes, String folder, long diskBytes) implements Serializable {
    /** For {@code memoryBytes}: an eighth of the heap of the process, at most 256 MiB. */
    public static final long BY_HEAP = -1;

    private static final long MOST_BY_HEAP = 256L << 20;
    private static final int SHARE_OF_HEAP = 8;

    /** How much is kept on disk where only a folder is configured. */
    public static final long DEFAULT_DISK_BYTES = 10L << 30;

    public CacheConfig {
        if (memoryBytes < BY_HEAP || diskBytes < 0) {
            throw new IllegalArgumentException(
                    "A cache keeps no negative number of bytes: " + memoryBytes + ", " + diskBytes);
        }
    }

    /**
     * The bytes of objects that a process with this heap keeps in memory.
     *
     * @param heapBytes the largest that the heap may become, {@link Runtime#maxMemory}
     */
    public long memoryBytes(long heapBytes) {
        return memoryBytes == BY_HEAP
                ? Math.min(MOST_BY_HEAP, heapBytes / SHARE_OF_HEAP)
                : memoryBytes;
    }

    /** A cache in memory alone, of so many bytes. */
    public static CacheConfig memory(long bytes) {
        return new CacheConfig(bytes, "", 0);
    }

    /** Whether objects are kept on disk. */
    public boolean usesDisk() {
        return !folder.isEmpty() && diskBytes > 0;
    }
}
