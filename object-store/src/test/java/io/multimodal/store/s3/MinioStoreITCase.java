// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectStoreContract;
import java.util.concurrent.atomic.AtomicInteger;

/** The contract against a real server, by the client of MinIO. */
class MinioStoreITCase extends ObjectStoreContract {
    private static final AtomicInteger STORES = new AtomicInteger();

    @Override
    protected ObjectStore newStore(int inlineThresholdBytes) throws Exception {
        S3Location location =
                S3Location.parse(S3ProxyServer.store("minio/" + STORES.incrementAndGet(), "minio"));
        return BucketStore.open(
                S3StoreProvider.bucket(location), location.prefix(), inlineThresholdBytes);
    }
}
