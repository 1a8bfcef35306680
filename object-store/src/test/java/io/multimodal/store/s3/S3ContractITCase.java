// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.testkit.BucketContract;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of blob clients, against every server that can be had here, by each client. */
@ParameterizedClass(name = "{1} on {0}")
@MethodSource("io.multimodal.store.s3.TestServer#withClients")
class S3ContractITCase extends BucketContract {
    private final TestServer server;
    private final String client;

    S3ContractITCase(TestServer server, String client) {
        this.server = server;
        this.client = client;
    }

    @Override
    protected BlobClient newClient() throws Exception {
        return new S3BucketProvider().open(server.freshStore(client));
    }
}
