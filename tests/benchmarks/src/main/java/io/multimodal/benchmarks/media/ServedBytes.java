// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import java.util.concurrent.atomic.AtomicLong;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

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
