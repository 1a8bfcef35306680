// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.Puts;
import io.multimodal.store.s3.client.S3Location;
import io.multimodal.store.testkit.ExternalSourceContract;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;

/** Objects of a foreign bucket on every server by each client, put there by a bare client. */
class ExternalServersITCase {
    @Nested
    class AwsOnS3Proxy extends OnServer {
        AwsOnS3Proxy() {
            super(TestServer.S3PROXY, "aws");
        }
    }

    @Nested
    class MinioOnS3Proxy extends OnServer {
        MinioOnS3Proxy() {
            super(TestServer.S3PROXY, "minio");
        }
    }

    @Nested
    class AwsOnMinio extends OnServer {
        AwsOnMinio() {
            super(TestServer.MINIO, "aws");
        }
    }

    @Nested
    class MinioOnMinio extends OnServer {
        MinioOnMinio() {
            super(TestServer.MINIO, "minio");
        }
    }

    @Nested
    class AwsOnCeph extends OnServer {
        AwsOnCeph() {
            super(TestServer.CEPH, "aws");
        }
    }

    @Nested
    class MinioOnCeph extends OnServer {
        MinioOnCeph() {
            super(TestServer.CEPH, "minio");
        }
    }

    /** One prefix; each test has names of its own under it. */
    abstract static class OnServer extends ExternalSourceContract {
        private final TestServer server;
        private final String client;

        OnServer(TestServer server, String client) {
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
                                + URLDecoder.decode(
                                        name.replace("+", "%2B"), StandardCharsets.UTF_8);
                Puts.await(bucket.put(key, bytes, Puts.sha256(bytes), false), key);
            }
            return prefix().replaceFirst("[?].*", "") + name;
        }
    }
}
