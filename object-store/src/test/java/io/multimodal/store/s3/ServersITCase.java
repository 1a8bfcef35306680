// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectStoreContract;
import io.multimodal.store.bucket.BucketStore;
import io.multimodal.store.s3.client.S3Location;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of stores, against every server that can be had here, by each client. */
@ParameterizedClass(name = "{1} on {0}")
@MethodSource("io.multimodal.store.s3.TestServer#withAllClients")
class ServersITCase extends ObjectStoreContract {
    private final TestServer server;
    private final String client;

    ServersITCase(TestServer server, String client) {
        this.server = server;
        this.client = client;
    }

    /** A store that was not there before, for each test. */
    @Override
    protected ObjectStore newStore(int inlineThresholdBytes) throws Exception {
        URI uri = server.freshStore(client);
        return BucketStore.open(
                S3Buckets.bucket(uri), S3Location.parse(uri).prefix(), inlineThresholdBytes);
    }
}
