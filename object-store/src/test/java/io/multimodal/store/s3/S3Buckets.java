// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.bucket.BucketStoreProvider;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.client.ClientBucket;
import io.multimodal.store.bucket.client.RetryPolicy;
import io.multimodal.store.bucket.client.ServerCapabilities;
import io.multimodal.store.error.StoreException;
import java.net.URI;

/** The buckets that URIs name. */
public final class S3Buckets {
    private static final S3BucketProvider S3 = new S3BucketProvider();

    private S3Buckets() {}

    /** As a store has it. The caller closes it. */
    public static Bucket bucket(URI uri) throws StoreException {
        return new BucketStoreProvider(S3).bucket(uri);
    }

    /** One about which nothing is known and nothing found out. The caller closes it. */
    static Bucket bare(URI uri) throws StoreException {
        return new ClientBucket(
                S3.open(uri), RetryPolicy.of(S3.timeout(uri)), () -> ServerCapabilities.CHECKS_ALL);
    }
}
