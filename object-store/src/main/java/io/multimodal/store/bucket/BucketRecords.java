// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.RecordFrame;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Records as small objects of a bucket. */
final class BucketRecords implements RecordStore {
    private final Bucket bucket;
    private final BucketLayout layout;

    BucketRecords(Bucket bucket, BucketLayout layout) {
        this.bucket = bucket;
        this.layout = layout;
    }

    @Override
    public boolean putIfAbsent(String space, ContentId key, byte[] value) throws StoreException {
        byte[] frame = RecordFrame.encode(space, key, value);
        String name = layout.record(space, key);
        if (get(space, key).isPresent()) {
            return false;
        }
        BlobClient.Put put =
                BlobPuts.await(bucket.put(name, frame, BlobPuts.sha256(frame), true), name);
        if (put == BlobClient.Put.WAS_THERE && get(space, key).isEmpty()) {
            // What was there is damaged.
            put = BlobPuts.await(bucket.put(name, frame, BlobPuts.sha256(frame), false), name);
        }
        return put == BlobClient.Put.WRITTEN;
    }

    @Override
    public Optional<byte[]> get(String space, ContentId key) throws StoreException {
        String name = layout.record(RecordFrame.checkedSpace(space), key);
        return bucket.get(name, 0, MAX_RECORD_BYTES + 64)
                .flatMap(part -> RecordFrame.decode(space, key, part.bytes()));
    }

    @Override
    public Stream<String> spaces() {
        return items(layout.records())
                .map(item -> item.key().substring(layout.records().length()))
                .map(name -> name.substring(0, Math.max(0, name.indexOf('/'))))
                .filter(RecordFrame::isSpace)
                .distinct();
    }

    @Override
    public Stream<ContentId> keys(String space) {
        return records(space).map(BucketRecords::name).map(ContentId::ofHex);
    }

    @Override
    public Usage usage(String space) {
        return records(space)
                .map(item -> RecordFrame.usage(item.sizeBytes()))
                .reduce(Usage.NONE, Usage::plus);
    }

    @Override
    public void remove(String space, ContentId key) throws StoreException {
        bucket.delete(layout.record(RecordFrame.checkedSpace(space), key));
    }

    private Stream<BlobClient.Item> records(String space) {
        return items(layout.records(RecordFrame.checkedSpace(space)))
                .filter(item -> RecordFrame.isKey(name(item)));
    }

    private static String name(BlobClient.Item item) {
        return item.key().substring(item.key().lastIndexOf('/') + 1);
    }

    private Stream<BlobClient.Item> items(String prefix) {
        Iterator<BlobClient.Item> items = bucket.list(prefix);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED), false);
    }
}
