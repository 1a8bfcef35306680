// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.spi;

import io.multimodal.annotation.Public;
import io.multimodal.store.ObjectPlace;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.spi.ProbeFinding;
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
 * top; a whole store is built on them. The methods after them are abilities that a service may
 * lack: their defaults work without the ability, or refuse.
 *
 * <p>Each request is sent once. The caller limits the number of requests in flight (128), gives
 * each a time-out, cancels requests that it no longer waits for, and repeats a request that failed
 * with an {@link IOException} other than a {@link StoreException}, or with a {@link
 * io.multimodal.store.error.StoreUnavailableException}. A request that cannot succeed, for example
 * because a permission is missing, fails with a {@link RefusedException}, which says what to
 * change. No request blocks; a client of a blocking library completes its futures in an executor.
 * Thread-safe.
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
     * @param content neither the caller nor the client changes it
     * @param sha256 of the content, 32 bytes, for a service that checks it
     * @param ifAbsent whether an existing object is left unchanged. A service that has no such
     *     condition, or does not decide a race, writes; this is found out before a store is
     *     created, which then works without the condition
     */
    CompletableFuture<Put> put(String key, byte[] content, byte[] sha256, boolean ifAbsent);

    /**
     * A range of an object: fewer bytes if the object ends within the range, none if it ends
     * before; empty if there is no object. Never reads a response that is longer than the range
     * into memory.
     *
     * @param offset in bytes, at least 0
     * @param length the number of bytes, at least 1
     */
    CompletableFuture<Optional<Part>> get(String key, long offset, int length);

    /** The attributes of an object; empty if there is none. */
    CompletableFuture<Optional<Head>> head(String key);

    /**
     * The objects whose keys begin with a prefix and come after a key, in the order of the UTF-8
     * bytes of their keys; as many as the service returns at once. Objects that were written before
     * the request are listed; objects that were deleted before it are not.
     *
     * @param prefix ends anywhere, also within a name
     * @param after empty for the beginning; an object with this key need not exist
     */
    CompletableFuture<Page> list(String prefix, String after);

    /** Removes an object; succeeds if there is none. */
    CompletableFuture<Void> delete(String key);

    /** Closes connections and ends threads. Later requests fail. Idempotent. */
    @Override
    void close();

    /** The service and the place, without credentials; part of error messages. */
    @Override
    String toString();

    /** The longest file that the default of {@link #upload} sends, in bytes: 64 MiB. */
    int MAX_UPLOAD_BYTES = 64 << 20;

    /**
     * Writes an object from a file that is longer than 8 MiB: all of it, or nothing. The default
     * reads the file into memory and refuses one that is longer than {@link #MAX_UPLOAD_BYTES};
     * clients override it to stream the file, or to send it in parts.
     *
     * @param sender sends each request, and repeats it if it fails
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
     * Where an object lies, for {@link #copy}. Sends no request. By default the service does not
     * copy.
     *
     * @param head the attributes of the object
     */
    default Optional<ObjectPlace> place(String key, Head head) {
        return Optional.empty();
    }

    /**
     * Has the service copy an object, so that its bytes do not pass through this process: all of
     * it, in the version of the place, or nothing. An object at the key is replaced. By default
     * nothing is copied.
     *
     * @param sha256 of the content, 32 bytes, for a service that tells the checksum of a copy
     * @param sender sends each request, and repeats it if it fails
     * @return whether the object was copied; false if the service cannot copy from there
     */
    default CompletableFuture<Boolean> copy(
            ObjectPlace from, byte[] sha256, String key, Sender sender) {
        return CompletableFuture.completedFuture(false);
    }

    /**
     * Whether the service refuses a {@link #put} whose SHA-256 differs from its content. Where it
     * does not, every put is read back before it is acknowledged. Called once in a process. May
     * block.
     *
     * @param scratch a key to try with; what is left there is deleted
     */
    default boolean checksPuts(String scratch) throws StoreException {
        return false;
    }

    /**
     * Whether the service refuses an {@link #upload} that was damaged on the way. May block.
     *
     * @param scratch a key to try with; what is left there is deleted
     */
    default boolean checksUploads(String scratch) throws StoreException {
        return false;
    }

    /**
     * A URL by which anybody can read an object until it expires. It holds a signature: neither log
     * nor store it. Sends no request.
     *
     * @throws RefusedException if the service has no such URLs
     */
    default URI presign(String key, Duration expires) throws StoreException {
        throw new RefusedException(
                "Cannot make a URL for " + key + " in " + this + ": it has no signed URLs");
    }

    /**
     * Further properties of the service for an administrator, shown by {@code bin/store analyze}.
     * Blocks.
     *
     * @param scratch the prefix of keys to try with; what is left there is deleted
     */
    default List<ProbeFinding> analyze(String scratch) throws StoreException {
        return List.of();
    }

    /** The outcome of a put. */
    enum Put {
        /** The object has the content of this put. */
        WRITTEN,
        /** An object existed, and is unchanged. */
        WAS_THERE
    }

    /** A range of an object. Immutable, as long as nobody changes its array. */
    final class Part {
        private final byte[] bytes;
        private final long objectBytes;
        private final Optional<String> etag;

        /**
         * A range of an object whose ETag is unknown. The arguments are those of the other
         * constructor.
         */
        public Part(byte[] bytes, long objectBytes) {
            this(bytes, objectBytes, Optional.empty());
        }

        /**
         * @param bytes not copied
         * @param objectBytes the length of the whole object, in bytes
         * @param etag of the whole object, in quotes; empty if the service has none
         */
        public Part(byte[] bytes, long objectBytes, Optional<String> etag) {
            this.bytes = bytes;
            this.objectBytes = objectBytes;
            this.etag = etag;
        }

        /** The bytes, fewer than requested if the object ends within the range; not copied. */
        public byte[] bytes() {
            return bytes;
        }

        /** The length of the whole object, in bytes. */
        public long objectBytes() {
            return objectBytes;
        }

        /** The ETag of the whole object. */
        public Optional<String> etag() {
            return etag;
        }
    }

    /**
     * The attributes of an object, which are known without reading it.
     *
     * @param etag changes with the content, in quotes; empty where the service has none
     * @param writtenAt the time of the last write, by the service's clock; empty if the service
     *     does not say it. It is required to create a store if the service's conditional puts do
     *     not decide a race
     */
    record Head(long sizeBytes, Optional<String> etag, Optional<Instant> writtenAt) {}

    /**
     * An object in a listing.
     *
     * @param etag changes with the content, in quotes; empty where the listing does not say it
     * @param writtenAt when it was written, by the service's clock; empty where the listing does
     *     not say it
     */
    record Item(String key, long sizeBytes, Optional<String> etag, Optional<Instant> writtenAt) {
        /** An object of which the listing says no more than its size. */
        public Item(String key, long sizeBytes) {
            this(key, sizeBytes, Optional.empty(), Optional.empty());
        }
    }

    /**
     * A page of a listing.
     *
     * @param more whether more objects may follow; if so, the page is not empty
     */
    record Page(List<Item> items, boolean more) {}

    /** Sends the requests of an upload, and repeats each that fails. Thread-safe. */
    interface Sender {
        /**
         * The response to a request, after retries. Does not block.
         *
         * @param longer the additional time that the request may take, compared with a small one
         * @param request sends the request; its argument is the number of the attempt, from 1
         */
        <T> CompletableFuture<T> send(Duration longer, IntFunction<CompletableFuture<T>> request);
    }
}
