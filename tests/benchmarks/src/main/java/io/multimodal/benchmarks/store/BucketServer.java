// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** An S3 server in this process with one empty bucket, which it keeps in memory. */
public final class BucketServer implements AutoCloseable {
    private final BucketEndpoint endpoint;
    private final S3Proxy server;

    private BucketServer(BucketEndpoint endpoint, S3Proxy server) {
        this.endpoint = endpoint;
        this.server = server;
    }

    /** Starts one, and gives its credentials to all clients of the process. */
    public static BucketServer start(String bucket) throws Exception {
        return start(bucket, new TransientNio2BlobStore());
    }

    /**
     * The same over these blobs.
     *
     * @param blobs has no such bucket
     */
    public static BucketServer start(String bucket, BlobStore blobs) throws Exception {
        blobs.createContainer(CreateBucketRequest.builder().bucket(bucket).build());
        S3Proxy server =
                S3Proxy.builder()
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(
                                AuthenticationType.AWS_V4,
                                BucketEndpoint.ACCESS_KEY,
                                BucketEndpoint.SECRET_KEY)
                        .blobStore(blobs)
                        .build();
        server.start();
        return new BucketServer(BucketEndpoint.of(bucket, server.getPort()), server);
    }

    /**
     * The URI of a store in the bucket.
     *
     * @param prefix empty, or beginning with a slash
     */
    public URI store(String prefix) {
        return endpoint.store(prefix);
    }

    /** The AWS SDK alone. The caller closes it. */
    public S3AsyncClient sdk() {
        return endpoint.sdk();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
