// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import io.multimodal.store.bucket.client.MemoryBucket;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.bucket.spi.BucketProvider;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A backend that a job brings; the class loader of each job has its own buckets. */
public final class JobBackend implements BucketProvider {
    private static final Map<URI, MemoryBucket> BUCKETS = new ConcurrentHashMap<>();

    @Override
    public String scheme() {
        return "job";
    }

    @Override
    public BlobClient open(URI uri) {
        return BUCKETS.computeIfAbsent(uri, at -> new MemoryBucket()).client();
    }
}
