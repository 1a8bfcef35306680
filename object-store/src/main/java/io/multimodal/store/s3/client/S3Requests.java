// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The requests that a bucket needs, each sent once: nothing here is tried again. What fails, fails
 * with an {@link S3Failure}. Header names are those of S3. Thread-safe.
 */
public interface S3Requests extends AutoCloseable {
    CompletableFuture<Void> put(String key, byte[] content, Map<String, String> headers);

    /**
     * A range of an object.
     *
     * @param length how many bytes, at least 1; an answer that is longer fails before it is read
     */
    CompletableFuture<Body> get(String key, long offset, int length, Map<String, String> headers);

    CompletableFuture<BlobClient.Head> head(String key);

    /** The objects under a prefix whose keys come after this one, as many as the server likes. */
    CompletableFuture<BlobClient.Page> list(String prefix, String after);

    CompletableFuture<Void> delete(String key, Map<String, String> headers);

    /** The time that the server says it is, as in the header Date. */
    CompletableFuture<Optional<String>> date();

    /** Begins an upload in parts and gives its id. */
    CompletableFuture<String> beginUpload(String key, Map<String, String> headers);

    /** Sends a part and gives its ETag. */
    CompletableFuture<String> putPart(
            String key, String uploadId, int number, byte[] content, Map<String, String> headers);

    CompletableFuture<Void> completeUpload(
            String key, String uploadId, List<UploadedPart> parts, Map<String, String> headers);

    /** Has the server copy a whole object of any of its buckets, and tells what it made. */
    CompletableFuture<Copied> copy(Source source, String key, Map<String, String> headers);

    /**
     * Has the server copy a range of an object as a part, and gives the part's ETag.
     *
     * @param length how many bytes from the offset on, at least 1
     */
    CompletableFuture<String> copyPart(
            Source source, long offset, long length, String key, String uploadId, int number);

    CompletableFuture<Void> abortUpload(String key, String uploadId);

    /** A URL to read an object by; asks the server for nothing. */
    URI presign(String key, Duration expires) throws StoreException;

    @Override
    void close();

    /** An object to copy, which is copied in the version of this ETag alone. */
    record Source(String bucket, String key, long sizeBytes, String etag) {}

    /**
     * What a copy is.
     *
     * @param etag of the copy
     * @param sha256 of the copy in Base64; empty if the server does not tell it
     */
    record Copied(String etag, Optional<String> sha256) {}

    /**
     * A part that was uploaded.
     *
     * @param sha256 its checksum in Base64, as it was sent; null of a part that was copied
     */
    record UploadedPart(int number, String etag, String sha256) {}

    /** Bytes of an object with what the server says about them. */
    final class Body {
        private final byte[] bytes;
        private final Optional<String> contentRange;
        private final Optional<String> etag;

        public Body(byte[] bytes, Optional<String> contentRange, Optional<String> etag) {
            this.bytes = bytes;
            this.contentRange = contentRange;
            this.etag = etag;
        }

        byte[] bytes() {
            return bytes;
        }

        /** As in {@code bytes 0-9/100}; empty where the server gave the whole object. */
        Optional<String> contentRange() {
            return contentRange;
        }

        Optional<String> etag() {
            return etag;
        }
    }
}
