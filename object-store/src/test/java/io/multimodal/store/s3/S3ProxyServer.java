// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** S3Proxy in this process, one for all tests, with one bucket in memory. */
final class S3ProxyServer {
    static final String BUCKET = "media";

    private static S3Proxy server;

    private S3ProxyServer() {}

    /** The URI of a store under this prefix; starts the server if need be. */
    static synchronized URI store(String prefix, String client) throws Exception {
        if (server == null) {
            start();
        }
        return URI.create(
                "s3://"
                        + BUCKET
                        + "/"
                        + prefix
                        + "?client="
                        + client
                        + "&region=us-east-1&endpoint=http://127.0.0.1:"
                        + server.getPort());
    }

    private static void start() throws Exception {
        System.setProperty("aws.accessKeyId", "test-identity");
        System.setProperty("aws.secretAccessKey", "test-credential");
        System.setProperty("AWS_ACCESS_KEY_ID", "test-identity");
        System.setProperty("AWS_SECRET_ACCESS_KEY", "test-credential");
        TransientNio2BlobStore blobs = new TransientNio2BlobStore();
        blobs.createContainer(CreateBucketRequest.builder().bucket(BUCKET).build());
        S3Proxy started =
                S3Proxy.builder()
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(
                                AuthenticationType.AWS_V4, "test-identity", "test-credential")
                        .blobStore(blobs)
                        .build();
        started.start();
        server = started;
    }
}
