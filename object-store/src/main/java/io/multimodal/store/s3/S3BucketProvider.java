// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.bucket.spi.BucketProvider;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.s3.aws.AwsRequests;
import io.multimodal.store.s3.client.S3Client;
import io.multimodal.store.s3.client.S3Location;
import io.multimodal.store.s3.client.S3Requests;
import io.multimodal.store.s3.minio.MinioRequests;
import java.net.URI;
import java.time.Duration;

/** Opens {@code s3://bucket/prefix}; needs the jars of the client that the URI names. */
public final class S3BucketProvider implements BucketProvider {
    @Override
    public String scheme() {
        return "s3";
    }

    @Override
    public BlobClient open(URI uri) throws StoreException {
        S3Location location = S3Location.parse(uri);
        return new S3Client(requests(location), location);
    }

    @Override
    public String prefix(URI uri) throws StoreException {
        return S3Location.parse(uri).prefix();
    }

    @Override
    public Duration timeout(URI uri) throws StoreException {
        return S3Location.parse(uri).patience().call();
    }

    public static S3Requests requests(S3Location location) throws StoreException {
        try {
            return location.client().equals(S3Location.MINIO)
                    ? new MinioRequests(location)
                    : new AwsRequests(location);
        } catch (NoClassDefFoundError e) {
            throw new RefusedException(
                    "A store in S3 needs the client '"
                            + location.client()
                            + "' on the class path, and "
                            + e.getMessage()
                            + " is not there; add its jars",
                    e);
        }
    }
}
