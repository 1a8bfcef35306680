// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.external.ExternalPart;
import io.multimodal.store.external.ExternalSource;
import io.multimodal.store.external.ExternalUri;
import io.multimodal.store.external.ExternalVersion;
import java.util.Optional;

/** Objects of a foreign bucket, each in the version that its ETag names. */
final class S3ExternalSource implements ExternalSource {
    private final Bucket bucket;

    S3ExternalSource(Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public ExternalVersion look(ExternalUri uri) throws StoreException {
        BlobClient.Head head = bucket.head(key(uri)).orElseThrow(() -> absent(uri));
        return new ExternalVersion(head.sizeBytes(), head.etag());
    }

    /** The answer names its version, with which the caller compares. */
    @Override
    public ExternalPart read(ExternalUri uri, long offset, int length, Optional<String> expected)
            throws StoreException {
        BlobClient.Part part = bucket.get(key(uri), offset, length).orElseThrow(() -> absent(uri));
        return new ExternalPart(part.bytes(), new ExternalVersion(part.objectBytes(), part.etag()));
    }

    @Override
    public void close() {
        bucket.close();
    }

    @Override
    public String toString() {
        return bucket.toString();
    }

    private static String key(ExternalUri uri) throws RefusedException {
        if (uri.key().isEmpty()) {
            throw new RefusedException("Cannot read " + uri + ": it is a bucket, and no object");
        }
        return uri.key();
    }

    private ObjectNotFoundException absent(ExternalUri uri) {
        return new ObjectNotFoundException(
                "There is no object " + uri.key() + " in " + bucket + "; nothing lies at " + uri);
    }
}
