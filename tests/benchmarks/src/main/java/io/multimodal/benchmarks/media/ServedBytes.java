// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** A server's objects, which counts what is asked of it. */
final class ServedBytes extends ForwardingBlobStore {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();

    ServedBytes(BlobStore blobs) {
        super(blobs);
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        ResponseInputStream<GetObjectResponse> blob = super.getBlob(request);
        requests.incrementAndGet();
        if (blob != null) {
            bytes.addAndGet(blob.response().contentLength());
        }
        return blob;
    }

    /** Puts a file as an object. */
    void putFile(String bucket, String key, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            PutObjectResponse unused =
                    putBlob(
                            PutObjectRequest.builder()
                                    .bucket(bucket)
                                    .key(key)
                                    .contentLength(Files.size(file))
                                    .build(),
                            in);
        }
    }

    long bytes() {
        return bytes.get();
    }

    long requests() {
        return requests.get();
    }

    void forget() {
        bytes.set(0);
        requests.set(0);
    }
}
