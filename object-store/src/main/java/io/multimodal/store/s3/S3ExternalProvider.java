// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.bucket.BucketStoreProvider;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.external.ExternalPrefix;
import io.multimodal.store.external.ExternalPrefixes;
import io.multimodal.store.external.ExternalProvider;
import io.multimodal.store.external.ExternalSource;
import java.util.Set;

/**
 * Reads {@code s3://bucket/key} by the clients, options and credentials that stores in S3 have; the
 * server comes from the configured prefix.
 */
public final class S3ExternalProvider implements ExternalProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("s3");
    }

    @Override
    public ExternalSource open(ExternalPrefix prefix, ExternalPrefixes allowed)
            throws StoreException {
        return new S3ExternalSource(
                new BucketStoreProvider(new S3BucketProvider()).bucket(prefix.configured()));
    }
}
