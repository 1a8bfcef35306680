// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectStoreContract;
import io.multimodal.store.bucket.BucketStore;
import io.multimodal.store.s3.client.S3Location;
import java.net.URI;
import org.junit.jupiter.api.Nested;

/** The contract of stores, against every server that can be had here, by each client. */
class ServersITCase {
    @Nested
    class AwsOnS3Proxy extends OnServer {
        AwsOnS3Proxy() {
            super(TestServer.S3PROXY, "aws");
        }
    }

    @Nested
    class AwsCrtOnS3Proxy extends OnServer {
        AwsCrtOnS3Proxy() {
            super(TestServer.S3PROXY, "aws-crt");
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
    class AwsCrtOnMinio extends OnServer {
        AwsCrtOnMinio() {
            super(TestServer.MINIO, "aws-crt");
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

    /** A store that was not there before, for each test. */
    abstract static class OnServer extends ObjectStoreContract {
        private final TestServer server;
        private final String client;

        OnServer(TestServer server, String client) {
            this.server = server;
            this.client = client;
        }

        @Override
        protected ObjectStore newStore(int inlineThresholdBytes) throws Exception {
            URI uri = server.freshStore(client);
            return BucketStore.open(
                    S3Buckets.bucket(uri), S3Location.parse(uri).prefix(), inlineThresholdBytes);
        }
    }
}
