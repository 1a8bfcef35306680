// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.bucket.spi.BlobClient;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The indexes of an epoch, and up to when they are complete. A name with the ending {@code
 * .complete} says that these indexes name every pack that lay there at the time in it: whoever
 * opens the store by them then lists only the packs that were made since.
 *
 * @param indexes in the order of their names
 * @param marks the keys of the names that say so
 * @param completeMillis the latest of these times; empty where nothing is said
 * @param newestMillis when the newest index was made
 */
record IndexListing(
        List<BlobClient.Item> indexes,
        List<String> marks,
        OptionalLong completeMillis,
        long newestMillis) {
    static final String INDEX = ".index";
    static final String MARK = ".complete";

    /** What one request lists: of more, some may have been replaced between two requests. */
    private static final int AT_ONCE = 1000;

    static IndexListing of(String prefix, List<BlobClient.Item> lying) {
        List<BlobClient.Item> indexes = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        long complete = 0;
        long newest = 0;
        for (BlobClient.Item item : lying) {
            long made = BucketPack.madeAtMillis(item.key().substring(prefix.length()));
            if (BucketPack.isName(item.key(), prefix, INDEX)) {
                indexes.add(item);
                newest = Math.max(newest, made);
            } else if (BucketPack.isName(item.key(), prefix, MARK)) {
                marks.add(item.key());
                complete = Math.max(complete, made);
            }
        }
        boolean said = complete > 0 && lying.size() < AT_ONCE;
        return new IndexListing(
                indexes, marks, said ? OptionalLong.of(complete) : OptionalLong.empty(), newest);
    }

    /** When the packs were made that may be in none of them, or later. */
    long sinceMillis() {
        return completeMillis.orElse(newestMillis);
    }
}
