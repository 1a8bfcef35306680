// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.ProbeFinding;
import io.multimodal.store.StoreProvider;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.bucket.BucketStore;
import io.multimodal.store.bucket.spi.Bucket;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.s3.aws.AwsRequests;
import io.multimodal.store.s3.client.S3Bucket;
import io.multimodal.store.s3.client.S3Location;
import io.multimodal.store.s3.client.S3Requests;
import io.multimodal.store.s3.client.ServerCapabilities;
import io.multimodal.store.s3.minio.MinioRequests;
import io.multimodal.store.s3.probe.BucketProbe;
import java.net.URI;
import java.util.List;

/** Opens {@code s3://bucket/prefix}; needs the jars of the client that the URI names. */
public final class S3StoreProvider implements StoreProvider {
    @Override
    public String scheme() {
        return "s3";
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public ObjectStore open(URI uri) throws StoreException {
        return with(
                uri,
                (bucket, prefix) ->
                        BucketStore.open(bucket, prefix, StoreRoot.DEFAULT_INLINE_THRESHOLD_BYTES));
    }

    @Override
    public ObjectStore openExisting(URI uri) throws StoreException {
        return with(uri, BucketStore::openExisting);
    }

    @Override
    public ObjectStore create(URI uri, StoreRoot root, long epoch) throws StoreException {
        return with(uri, (bucket, prefix) -> BucketStore.create(bucket, prefix, root, epoch));
    }

    @Override
    public List<ProbeFinding> analyze(URI uri) throws StoreException {
        S3Location location = S3Location.parse(uri);
        try (S3Bucket bucket = bare(location)) {
            return new BucketProbe(bucket, location.prefix()).run();
        }
    }

    /** The bucket that a URI names, by the client that it names. The caller closes it. */
    public static Bucket bucket(S3Location location) throws StoreException {
        return new S3Bucket(requests(location), location, new KnownServers(location));
    }

    /** The same bucket, about which nothing is known and nothing found out. */
    static S3Bucket bare(S3Location location) throws StoreException {
        return new S3Bucket(requests(location), location, bucket -> ServerCapabilities.CHECKS_ALL);
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

    private static ObjectStore with(URI uri, Opening opening) throws StoreException {
        S3Location location = S3Location.parse(uri);
        Bucket bucket = bucket(location);
        boolean opened = false;
        try {
            ObjectStore store = opening.open(bucket, location.prefix());
            opened = true;
            return store;
        } finally {
            if (!opened) {
                bucket.close();
            }
        }
    }

    private interface Opening {
        ObjectStore open(Bucket bucket, String prefix) throws StoreException;
    }
}
