// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import java.io.Serializable;

/**
 * What each process may keep of the objects that it reads.
 *
 * @param memoryBytes how many bytes of objects in memory; 0 for none
 * @param folder where on a local disk, for stores that are reached over a network; empty for
 *     nowhere
 * @param diskBytes how many bytes of that disk; of no account without a folder
 */
public record CacheConfig(long memoryBytes, String folder, long diskBytes) implements Serializable {
    /** How much is kept in memory where nothing is configured. */
    public static final long DEFAULT_MEMORY_BYTES = 256L << 20;

    /** How much is kept on disk where only a folder is configured. */
    public static final long DEFAULT_DISK_BYTES = 10L << 30;

    public CacheConfig {
        if (memoryBytes < 0 || diskBytes < 0) {
            throw new IllegalArgumentException(
                    "A cache keeps no negative number of bytes: " + memoryBytes + ", " + diskBytes);
        }
    }

    /** Only memory. */
    public static CacheConfig memory(long bytes) {
        return new CacheConfig(bytes, "", 0);
    }

    /** Whether something is kept on disk. */
    public boolean usesDisk() {
        return !folder.isEmpty() && diskBytes > 0;
    }
}
