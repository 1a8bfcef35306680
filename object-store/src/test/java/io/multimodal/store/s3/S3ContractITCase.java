// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.testkit.BucketContract;
import org.junit.jupiter.api.Nested;

/** The contract of blob clients, against every server that can be had here, by each client. */
class S3ContractITCase {
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

    abstract static class OnServer extends BucketContract {
        private final TestServer server;
        private final String client;

        OnServer(TestServer server, String client) {
            this.server = server;
            this.client = client;
        }

        @Override
        protected BlobClient newClient() throws Exception {
            return new S3BucketProvider().open(server.freshStore(client));
        }
    }
}
