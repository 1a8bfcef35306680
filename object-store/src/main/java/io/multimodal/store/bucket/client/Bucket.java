// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import io.multimodal.store.ObjectPlace;
import io.multimodal.store.ServerRequests;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.RefusedException;
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
 * tried again where that may help; what fails in the end is a {@link StoreException}. Thread-safe.
 */
public interface Bucket extends AutoCloseable {
    /**
     * Writes an object with its SHA-256. It is acknowledged when the server has checked it, or when
     * it was read back.
     *
     * @param sha256 32 bytes
     * @param ifAbsent whether an object that is there is left as it is; a server may ignore that
     */
    CompletableFuture<BlobClient.Put> put(
            String key, byte[] content, byte[] sha256, boolean ifAbsent);

    /** Writes an object from a file, in parts where it is long. */
    CompletableFuture<Void> upload(String key, Path file);

    /**
     * Where an object lies now, for {@link #copy}; empty where there is none, or its server does
     * not copy. Blocks.
     */
    default Optional<ObjectPlace> place(String key) throws StoreException {
        return Optional.empty();
    }

    /**
     * Has the server copy an object that lies somewhere in it, and compares size and checksum. An
     * object at the key is replaced.
     *
     * @param sha256 of the object, 32 bytes
     * @return whether the object is there; false if it cannot be copied from there, or the copy was
     *     another object, which is removed
     */
    default CompletableFuture<Boolean> copy(ObjectPlace from, byte[] sha256, String key) {
        return CompletableFuture.completedFuture(false);
    }

    /**
     * A range of an object; empty where there is no object.
     *
     * @param length how many bytes, at least 1
     */
    Optional<BlobClient.Part> get(String key, long offset, int length) throws StoreException;

    /** What is known of an object; empty where there is none. */
    Optional<BlobClient.Head> head(String key) throws StoreException;

    /** The size of an object; empty where there is none. */
    OptionalLong size(String key) throws StoreException;

    /** The same without blocking. */
    CompletableFuture<OptionalLong> sizeLater(String key);

    /** The objects under a prefix, in the order of their keys; throws unchecked I/O errors. */
    default Iterator<BlobClient.Item> list(String prefix) {
        return list(prefix, "");
    }

    /**
     * The same, of those whose keys come after another, which begins with the prefix or is empty.
     */
    Iterator<BlobClient.Item> list(String prefix, String after);

    /** Removes an object; nothing happens where there is none. */
    void delete(String key) throws StoreException;

    /** The same without blocking, for many at once. */
    default CompletableFuture<Void> deleteLater(String key) {
        try {
            delete(key);
            return CompletableFuture.completedFuture(null);
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The requests that were sent; empty where they are not counted. */
    default Optional<ServerRequests> requests() {
        return Optional.empty();
    }

    /**
     * Whether a conditional put is one, tried by writers that race; a server may ignore the
     * condition, or look at it too early. Blocks.
     */
    boolean holdsToConditions() throws StoreException;

    /**
     * When an object was written, by the server's clock; empty where there is none.
     *
     * @throws RefusedException if the server does not say when objects were written
     */
    OptionalLong writtenAtMillis(String key) throws StoreException;

    /**
     * A URL by which anybody may read an object for a while. It holds a signature: nobody logs or
     * stores it. Asks the server for nothing.
     *
     * @throws RefusedException if the server has no such URLs
     */
    URI presign(String key, Duration expires) throws StoreException;

    /** Which client and where, without credentials. */
    @Override
    String toString();

    @Override
    void close();
}
