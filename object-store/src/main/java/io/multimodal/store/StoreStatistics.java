// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.StoreException;
import java.util.stream.Stream;

/**
 * The number and size of the objects in a store.
 *
 * @param objects the number of copies of objects
 * @param bytes the sum of their sizes, without the overhead of the store
 */
@Public
public record StoreStatistics(long objects, long bytes) {
    /** Counts by listing the whole store. Blocks until the listing ends. */
    public static StoreStatistics of(ObjectLister lister) throws StoreException {
        long[] sums = new long[2];
        try (Stream<ObjectSummary> all = lister.list()) {
            all.forEach(
                    object -> {
                        sums[0]++;
                        sums[1] += object.sizeBytes();
                    });
        }
        return new StoreStatistics(sums[0], sums[1]);
    }
}
