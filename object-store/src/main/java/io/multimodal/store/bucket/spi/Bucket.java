// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.spi;

import io.multimodal.store.error.StoreException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * What a store needs of a bucket. Keys are whole, prefix included. Every call has a time-out and is
 * retried by the client; what fails in the end is a {@link StoreException}. Thread-safe.
 */
public interface Bucket extends AutoCloseable {
    /** What became of a conditional put. */
    enum Put {
        WRITTEN,
        WAS_THERE
    }

    /**
     * Writes an object with its SHA-256, which the server checks.
     *
     * @param sha256 32 bytes
     * @param ifAbsent whether an object that is there is left as it is; a server may ignore that
     */
    CompletableFuture<Put> put(String key, byte[] content, byte[] sha256, boolean ifAbsent);

    /** Writes an object from a file, in parts where it is long. */
    CompletableFuture<Void> upload(String key, Path file);

    /**
     * A range of an object; empty where there is no object.
     *
     * @param length how many bytes, at least 1
     */
    Optional<Part> get(String key, long offset, int length) throws StoreException;

    /** The size of an object; empty where there is none. */
    OptionalLong size(String key) throws StoreException;

    /** The same without blocking. */
    CompletableFuture<OptionalLong> sizeLater(String key);

    /** The objects under a prefix, in the order of their keys; throws unchecked I/O errors. */
    default Iterator<Item> list(String prefix) {
        return list(prefix, "");
    }

    /**
     * The same, of those whose keys come after another, which begins with the prefix or is empty.
     */
    Iterator<Item> list(String prefix, String after);

    /** Removes an object; nothing happens where there is none. */
    void delete(String key) throws StoreException;

    /**
     * Removes an object if it has this ETag.
     *
     * @return whether the server says that it did
     */
    boolean deleteIfMatch(String key, String etag) throws StoreException;

    /**
     * Whether a conditional put is one, tried by writers that race; a server may ignore the
     * condition, or look at it too early. Blocks.
     */
    boolean holdsToConditions() throws StoreException;

    /** When an object was written, by the server's clock; empty where there is none. */
    OptionalLong writtenAtMillis(String key) throws StoreException;

    /** How far the server's clock is ahead of this machine's; empty where it does not say. */
    Optional<Duration> clockSkew() throws StoreException;

    /** The size and ETag of an object; empty where there is none. */
    Optional<TaggedPart> head(String key) throws StoreException;

    /**
     * A range of an object with its ETag; empty where there is no object. Where the object has
     * another ETag than the expected one, or ends before the range, no bytes.
     *
     * @param length how many bytes, at least 1
     * @param expected the ETag that the caller will compare with, in quotes
     */
    Optional<TaggedPart> getTagged(String key, long offset, int length, Optional<String> expected)
            throws StoreException;

    /**
     * A URL by which anybody may read an object for a while. It holds a signature: nobody logs or
     * stores it. Asks the server for nothing.
     */
    URI presign(String key, Duration expires) throws StoreException;

    /** Which client and where, without credentials. */
    @Override
    String toString();

    @Override
    void close();

    /** An object in a listing. */
    record Item(String key, long sizeBytes) {}

    /** A part of an object that was read. */
    final class Part {
        private final byte[] bytes;
        private final long objectBytes;

        public Part(byte[] bytes, long objectBytes) {
            this.bytes = bytes;
            this.objectBytes = objectBytes;
        }

        /** The bytes, perhaps fewer than asked for where the object ends; not copied. */
        public byte[] bytes() {
            return bytes;
        }

        /** How long the whole object is. */
        public long objectBytes() {
            return objectBytes;
        }
    }

    /** A part of an object, with the ETag of the whole. */
    record TaggedPart(Part part, Optional<String> etag) {}
}
