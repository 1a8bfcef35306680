// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** An S3 server in this process with one empty bucket, which it keeps in memory. */
final class BucketServer implements AutoCloseable {
    private final String bucket;
    private final S3Proxy server;

    private BucketServer(String bucket, S3Proxy server) {
        this.bucket = bucket;
        this.server = server;
    }

    /** Starts one, and gives its credentials to all clients of the process. */
    static BucketServer start(String bucket) throws Exception {
        System.setProperty("aws.accessKeyId", "bench");
        System.setProperty("aws.secretAccessKey", "bench-key");
        TransientNio2BlobStore blobs = new TransientNio2BlobStore();
        blobs.createContainer(CreateBucketRequest.builder().bucket(bucket).build());
        S3Proxy server =
                S3Proxy.builder()
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(AuthenticationType.AWS_V4, "bench", "bench-key")
                        .blobStore(blobs)
                        .build();
        server.start();
        return new BucketServer(bucket, server);
    }

    /**
     * The URI of a store in the bucket.
     *
     * @param prefix empty, or beginning with a slash
     */
    URI store(String prefix) {
        return URI.create("s3://" + bucket + prefix + "?region=us-east-1&endpoint=" + endpoint());
    }

    /** The AWS SDK alone. The caller closes it. */
    S3AsyncClient sdk() {
        return S3AsyncClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .build();
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
