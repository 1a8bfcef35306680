// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.layout;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Listings of a bucket, which throw unchecked I/O errors while they are read. */
public final class Listings {
    private Listings() {}

    /** The keys under a prefix, without it. Blocks; for prefixes that hold few keys. */
    public static List<String> names(Bucket bucket, String prefix) throws StoreException {
        List<String> names = new ArrayList<>();
        try {
            for (Iterator<BlobClient.Item> items = bucket.list(prefix); items.hasNext(); ) {
                names.add(items.next().key().substring(prefix.length()));
            }
        } catch (UncheckedIOException e) {
            throw typed(e);
        }
        return names;
    }

    /**
     * The error of the store that a listing was ended by.
     *
     * @throws UncheckedIOException if it was another error
     */
    public static StoreException typed(UncheckedIOException e) {
        if (e.getCause() instanceof StoreException typed) {
            return typed;
        }
        throw e;
    }
}
