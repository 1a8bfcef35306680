// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal.pack;

/**
 * When small packs are merged. The backends differ only in what is small to them.
 *
 * @param smallBytes packs shorter than this are merged
 */
public record MergePolicy(int smallBytes) {
    /** So many small packs of an epoch are worth the work. */
    public static final int ENOUGH = 32;

    /** So many are merged at once. */
    public static final int AT_ONCE = 256;

    /** Whether a pack of this length is merged. */
    public boolean isSmall(long packBytes) {
        return packBytes < smallBytes;
    }

    /** Whether so many small packs are worth merging. */
    public boolean isWorth(int smallPacks) {
        return smallPacks >= ENOUGH;
    }
}
