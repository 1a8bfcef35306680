// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

/**
 * A SHA-256 tree over 1 MiB leaves, by which a range of a large object is verified without reading
 * the rest.
 */
public final class RangeTree {
    /** Objects longer than this have a range tree, whose root travels in their references. */
    public static final long THRESHOLD_BYTES = 8L << 20;

    private RangeTree() {}
}
