// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import java.net.URI;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** A bucket of an S3 server on this machine. */
record BucketEndpoint(String bucket, URI server) {
    static final String ACCESS_KEY = "bench";
    static final String SECRET_KEY = "bench-key";

    /** Gives the credentials to all clients of the process, too. */
    static BucketEndpoint of(String bucket, int port) {
        System.setProperty("aws.accessKeyId", ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", SECRET_KEY);
        return new BucketEndpoint(bucket, URI.create("http://127.0.0.1:" + port));
    }

    /**
     * The URI of a store in the bucket.
     *
     * @param prefix empty, or beginning with a slash
     */
    URI store(String prefix) {
        return URI.create("s3://" + bucket + prefix + "?region=us-east-1&endpoint=" + server);
    }

    /** The AWS SDK alone. The caller closes it. */
    S3AsyncClient sdk() {
        return S3AsyncClient.builder()
                .endpointOverride(server)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .build();
    }
}
