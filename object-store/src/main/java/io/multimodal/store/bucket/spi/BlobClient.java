// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.spi;

import io.multimodal.annotation.Public;
import io.multimodal.store.ProbeFinding;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * A client of a service that keeps bytes under keys. An author implements the five requests at the
 * top; a whole store is built on them. What follows them are abilities that a service may lack:
 * their defaults do without, or refuse by name.
 *
 * <p>Each request is sent once. The caller limits how many are under way (128), gives each a
 * time-out, cancels what it no longer waits for, and sends a request again that failed with an
 * {@link IOException} other than a {@link StoreException}, or with a {@link
 * io.multimodal.store.error.StoreUnavailableException}. What can never succeed, such as a missing
 * right, fails with a {@link RefusedException}, which says what to change. No request blocks; a
 * client of a blocking library completes its futures in an executor. Thread-safe.
 *
 * <p>Keys are plain paths of letters, digits, and {@code - . _ /}, shorter than 1,024 bytes,
 * without empty segments; a prefix that comes from a URI may hold any other character. No key is a
 * folder of another one.
 */
@Public
public interface BlobClient extends AutoCloseable {
    /**
     * Writes an object: all of it, or nothing.
     *
     * @param content not changed meanwhile, not changed here
     * @param sha256 of the content, 32 bytes, for a service that checks it
     * @param ifAbsent whether an object that is there is left as it is. A service that has no such
     *     condition, or does not decide a race, writes: that is found out before a store is made,
     *     and does without
     */
    CompletableFuture<Put> put(String key, byte[] content, byte[] sha256, boolean ifAbsent);

    /**
     * A range of an object, fewer bytes where the object ends, none where it ended before; empty
     * where there is no object. Never reads an answer that is longer than what was asked for into
     * memory.
     *
     * @param offset at least 0
     * @param length how many bytes, at least 1
     */
    CompletableFuture<Optional<Part>> get(String key, long offset, int length);

    /** What is known of an object; empty where there is none. */
    CompletableFuture<Optional<Head>> head(String key);

    /**
     * The objects whose keys begin with a prefix and come after a key, in the order of the UTF-8
     * bytes of their keys; as many as the service gives at once. What was written before the
     * request is there, what was deleted is not.
     *
     * @param prefix ends anywhere, also within a name
     * @param after empty for the beginning; perhaps the key of no object
     */
    CompletableFuture<Page> list(String prefix, String after);

    /** Removes an object; succeeds where there is none. */
    CompletableFuture<Void> delete(String key);

    /** Lets go of connections and threads. Requests fail from now on. Idempotent. */
    @Override
    void close();

    /** Which service and where, without credentials; part of error messages. */
    @Override
    String toString();

    /** The longest file that the default of {@link #upload} sends: 64 MiB. */
    int MAX_UPLOAD_BYTES = 64 << 20;

    /**
     * Writes an object from a file that is longer than 8 MiB: all of it, or nothing. The default
     * reads the file into memory and refuses one that is longer than {@link #MAX_UPLOAD_BYTES};
     * clients override it to stream the file, or to send it in parts.
     *
     * @param sender sends each request, and sends it again where it fails
     */
    default CompletableFuture<Void> upload(String key, Path file, Sender sender) {
        try {
            long size = Files.size(file);
            if (size > MAX_UPLOAD_BYTES) {
                throw new RefusedException(
                        "Cannot write "
                                + key
                                + " in "
                                + this
                                + ": it has "
                                + size
                                + " bytes, and this client sends at most "
                                + MAX_UPLOAD_BYTES
                                + " at once; override BlobClient.upload");
            }
            byte[] content = Files.readAllBytes(file);
            byte[] sha256 = ContentId.newDigest().digest(content);
            return sender.send(
                    Duration.ofMillis(size >> 8),
                    attempt -> put(key, content, sha256, false).thenApply(put -> null));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Whether the service refuses a {@link #put} whose SHA-256 differs from its content. Where it
     * does not, every put is read back before it is acknowledged. Asked once in a process. May
     * block.
     *
     * @param scratch a key to try with; what is left there is deleted
     */
    default boolean checksPuts(String scratch) throws StoreException {
        return false;
    }

    /** The same of {@link #upload}: whether damage on the way to the service is refused. */
    default boolean checksUploads(String scratch) throws StoreException {
        return false;
    }

    /**
     * A URL by which anybody may read an object until it expires. It holds a signature: nobody logs
     * or stores it. Sends no request.
     *
     * @throws RefusedException if the service has no such URLs
     */
    default URI presign(String key, Duration expires) throws StoreException {
        throw new RefusedException(
                "Cannot make a URL for " + key + " in " + this + ": it has no signed URLs");
    }

    /**
     * What else an administrator may want to know of the service, for {@code bin/store analyze}.
     * Blocks.
     *
     * @param scratch the prefix of keys to try with; what is left there is deleted
     */
    default List<ProbeFinding> analyze(String scratch) throws StoreException {
        return List.of();
    }

    /** What became of a put. */
    enum Put {
        /** The object has the content of this put. */
        WRITTEN,
        /** An object was there, and is as it was. */
        WAS_THERE
    }

    /** A range of an object. */
    final class Part {
        private final byte[] bytes;
        private final long objectBytes;
        private final Optional<String> etag;

        public Part(byte[] bytes, long objectBytes) {
            this(bytes, objectBytes, Optional.empty());
        }

        /**
         * @param bytes not copied
         * @param objectBytes how long the whole object is
         * @param etag of the whole object, in quotes; empty where the service has none
         */
        public Part(byte[] bytes, long objectBytes, Optional<String> etag) {
            this.bytes = bytes;
            this.objectBytes = objectBytes;
            this.etag = etag;
        }

        /** The bytes, fewer than asked for where the object ends; not copied. */
        public byte[] bytes() {
            return bytes;
        }

        /** How long the whole object is. */
        public long objectBytes() {
            return objectBytes;
        }

        /** The ETag of the whole object. */
        public Optional<String> etag() {
            return etag;
        }
    }

    /**
     * What is known of an object without reading it.
     *
     * @param etag changes with the content, in quotes; empty where the service has none
     * @param writtenAt when it was written, by the service's clock; empty where it does not say. A
     *     service whose conditional puts do not decide a race needs it to make a store
     */
    record Head(long sizeBytes, Optional<String> etag, Optional<Instant> writtenAt) {}

    /** An object in a listing. */
    record Item(String key, long sizeBytes) {}

    /**
     * A piece of a listing.
     *
     * @param more whether there may be objects behind it; it is not empty then
     */
    record Page(List<Item> items, boolean more) {}

    /** Sends the requests of an upload, each again where it fails. */
    interface Sender {
        /**
         * What a request answers in the end.
         *
         * @param longer the time that the request may take beyond that of a small one
         * @param request sends it; takes the number of the attempt, the first being 1
         */
        <T> CompletableFuture<T> send(Duration longer, IntFunction<CompletableFuture<T>> request);
    }
}
