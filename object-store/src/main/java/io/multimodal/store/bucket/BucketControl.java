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
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** Control documents as small objects of a bucket. */
final class BucketControl implements ControlDocuments {
    private static final Pattern UNDER_WAY =
            Pattern.compile(".+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int LISTINGS = 20;
    private static final long PAUSE_NANOS = 20_000_000;

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

    /**
     * S3Proxy shows the file of a put that is under way, for a moment, under the name and a UUID.
     * It is listed again then; what stays is listed, since a newer release may use such names.
     */
    @Override
    public List<Entry> list(String folder) throws StoreException {
        List<Entry> entries = listNow(folder);
        for (int i = 0; i < LISTINGS && entries.stream().anyMatch(BucketControl::isUnderWay); i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            entries = listNow(folder);
        }
        return entries;
    }

    private static boolean isUnderWay(Entry entry) {
        return UNDER_WAY.matcher(entry.name()).matches();
    }

    private List<Entry> listNow(String folder) throws StoreException {
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
