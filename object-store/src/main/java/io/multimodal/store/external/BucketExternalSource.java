// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.store.ObjectPlace;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import java.util.Iterator;
import java.util.Optional;

/** Objects of a foreign bucket, each in the version that its ETag names. */
final class BucketExternalSource implements ExternalSource {
    private final Bucket bucket;
    private final String root;

    /**
     * @param bucket closed with the source
     * @param root what stands before the bucket's keys in the path of a URI
     */
    BucketExternalSource(Bucket bucket, String root) {
        this.bucket = bucket;
        this.root = root;
    }

    @Override
    public ExternalVersion look(ExternalUri uri) throws StoreException {
        BlobClient.Head head = bucket.head(key(uri)).orElseThrow(() -> absent(uri));
        return new ExternalVersion(head.sizeBytes(), head.etag());
    }

    /** The answer names its version, with which the caller compares. */
    @Override
    public ExternalPart read(ExternalUri uri, long offset, int length, Optional<String> expected)
            throws StoreException {
        BlobClient.Part part = bucket.get(key(uri), offset, length).orElseThrow(() -> absent(uri));
        return new ExternalPart(part.bytes(), new ExternalVersion(part.objectBytes(), part.etag()));
    }

    @Override
    public Iterator<ExternalItem> list(String prefix, String after) {
        Iterator<BlobClient.Item> items = bucket.list(inBucket(prefix), inBucket(after));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public ExternalItem next() {
                BlobClient.Item item = items.next();
                return new ExternalItem(
                        root + item.key(), item.sizeBytes(), item.etag(), item.writtenAt());
            }
        };
    }

    @Override
    public Optional<ObjectPlace> place(ExternalUri uri) throws StoreException {
        return bucket.place(key(uri));
    }

    private String inBucket(String key) {
        return key.startsWith(root) ? key.substring(root.length()) : "";
    }

    @Override
    public void close() {
        bucket.close();
    }

    @Override
    public String toString() {
        return bucket.toString();
    }

    private String key(ExternalUri uri) throws RefusedException {
        String key = inBucket(uri.key());
        if (key.isEmpty()) {
            throw new RefusedException("Cannot read " + uri + ": it is a bucket, and no object");
        }
        return key;
    }

    private ObjectNotFoundException absent(ExternalUri uri) {
        return new ObjectNotFoundException(
                "There is no object " + uri.key() + " in " + bucket + "; nothing lies at " + uri);
    }
}
