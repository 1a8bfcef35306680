// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.cuda;

/** Locks memory of the process, so that a GPU copies from it directly. Thread-safe. */
public interface MemoryLock {
    /** Locks nothing. */
    MemoryLock NONE =
            new MemoryLock() {
                @Override
                public boolean lock(long address, long bytes) {
                    return false;
                }

                @Override
                public void unlock(long address) {}
            };

    /**
     * Locks memory. Blocks for a few milliseconds.
     *
     * @return whether it is locked, and {@link #unlock} is to be called before it is freed
     */
    boolean lock(long address, long bytes);

    /** Unlocks memory that was locked. */
    void unlock(long address);
}
