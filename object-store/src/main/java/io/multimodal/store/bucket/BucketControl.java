// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.Listings;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.ControlDocuments;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Control documents as small objects of a bucket. */
final class BucketControl implements ControlDocuments {
    private final Bucket bucket;
    private final BucketLayout layout;

    BucketControl(Bucket bucket, BucketLayout layout) {
        this.bucket = bucket;
        this.layout = layout;
    }

    @Override
    public void write(String name, byte[] document) throws StoreException {
        String key = layout.prefix() + name;
        BlobPuts.await(bucket.put(key, document, BlobPuts.sha256(document), true), key);
    }

    @Override
    public Optional<byte[]> read(String name) throws StoreException {
        return bucket.get(layout.prefix() + name, 0, MAX_BYTES).map(BlobClient.Part::bytes);
    }

    @Override
    public List<Entry> list(String folder) throws StoreException {
        String prefix = layout.prefix() + folder + "/";
        List<Entry> entries = new ArrayList<>();
        try {
            for (Iterator<BlobClient.Item> items = bucket.list(prefix); items.hasNext(); ) {
                BlobClient.Item item = items.next();
                entries.add(new Entry(item.key().substring(prefix.length()), item.writtenAt()));
            }
            return entries;
        } catch (UncheckedIOException e) {
            throw Listings.typed(e);
        }
    }

    @Override
    public void remove(String name) throws StoreException {
        bucket.delete(layout.prefix() + name);
    }
}
