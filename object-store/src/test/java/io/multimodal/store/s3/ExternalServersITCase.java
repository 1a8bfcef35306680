// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.s3.client.S3Location;
import io.multimodal.store.testkit.ExternalSourceContract;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Objects of a foreign bucket on every server by each client, put there by a bare client. They lie
 * under one prefix; each test has names of its own.
 */
@ParameterizedClass(name = "{1} on {0}")
@MethodSource("io.multimodal.store.s3.TestServer#withClients")
class ExternalServersITCase extends ExternalSourceContract {
    private final TestServer server;
    private final String client;

    ExternalServersITCase(TestServer server, String client) {
        this.server = server;
        this.client = client;
    }

    @Override
    protected String prefix() throws Exception {
        return server.store("foreign/" + client + "/", client).toString();
    }

    @Override
    protected String place(String name, byte[] bytes) throws Exception {
        S3Location location = S3Location.parse(URI.create(prefix()));
        try (Bucket bucket = S3Buckets.bucket(URI.create(prefix()))) {
            String key =
                    location.prefix()
                            + URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
            BlobPuts.await(bucket.put(key, bytes, BlobPuts.sha256(bytes), false), key);
        }
        return prefix().replaceFirst("[?].*", "") + name;
    }
}
