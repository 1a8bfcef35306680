// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import java.util.List;

/**
 * How many rows run together: any number, or one of a few fixed ones. Of the latter, a batch has
 * the next larger one if it fills more than half of it, else the next smaller one, and what is left
 * waits.
 *
 * @param sizes ascending; empty for any number
 */
record BatchSizes(List<Integer> sizes) {
    BatchSizes {
        sizes = List.copyOf(sizes);
    }

    boolean areFixed() {
        return !sizes.isEmpty();
    }

    /** The largest size that is not above a limit; the smallest one where all are. */
    int atMost(int limit) {
        if (sizes.isEmpty()) {
            return limit;
        }
        int most = sizes.get(0);
        for (int size : sizes) {
            if (size <= limit) {
                most = size;
            }
        }
        return most;
    }

    /**
     * How many of the rows that wait form a batch.
     *
     * @param waiting at least 1, at most the largest size
     */
    int rowsToTake(int waiting) {
        if (sizes.isEmpty()) {
            return waiting;
        }
        int larger = rowsOfRun(waiting);
        int smaller = atMost(waiting);
        return 2 * waiting > larger || smaller > waiting ? waiting : smaller;
    }

    /** How many rows run where a batch has so many: the rest is padding. */
    int rowsOfRun(int rows) {
        for (int size : sizes) {
            if (size >= rows) {
                return size;
            }
        }
        return rows;
    }
}
