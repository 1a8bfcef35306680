// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.StoreException;
import java.util.stream.Stream;

/**
 * How much lies in a store.
 *
 * @param objects how many copies of objects
 * @param bytes their size together, without what the store adds
 */
@Public
public record StoreStatistics(long objects, long bytes) {
    /** Counts by listing everything: blocks for as long as a listing takes. */
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
