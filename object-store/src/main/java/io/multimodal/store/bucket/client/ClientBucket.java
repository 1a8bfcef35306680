// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import io.multimodal.store.ObjectPlace;
import io.multimodal.store.ServerRequests;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.bucket.spi.BlobClient.Head;
import io.multimodal.store.bucket.spi.BlobClient.Item;
import io.multimodal.store.bucket.spi.BlobClient.Part;
import io.multimodal.store.bucket.spi.BlobClient.Put;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A bucket by the requests of any client, which are limited, timed and tried again here and nowhere
 * else. What a server does not check is read back.
 */
public final class ClientBucket implements Bucket {
    /** Half for writing and half for the rest, so that readers do not wait behind long writes. */
    public static final int CONNECTIONS = 128;

    private final BlobClient client;
    private final Retry retry;
    private final ConcurrencyLimiter writes = new ConcurrencyLimiter(CONNECTIONS / 2);
    private final ConcurrencyLimiter others = new ConcurrencyLimiter(CONNECTIONS / 2);
    private final ServerCapabilities.Source server;
    private final RequestCounts counts = new RequestCounts();

    /**
     * @param client closed with the bucket
     * @param server what is known about the server, asked before the first write
     */
    public ClientBucket(BlobClient client, RetryPolicy policy, ServerCapabilities.Source server) {
        this.client = client;
        this.retry = new Retry(policy);
        this.server = server;
    }

    @Override
    public CompletableFuture<Put> put(String key, byte[] content, byte[] sha256, boolean ifAbsent) {
        boolean readsBack;
        try {
            readsBack = !server.capabilities().checksPuts();
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
        return this.<Put>writing(
                        Duration.ZERO,
                        attempt ->
                                client.put(key, content, sha256, ifAbsent)
                                        .thenCompose(
                                                put ->
                                                        settled(
                                                                put, attempt, key, content,
                                                                readsBack)))
                .handle(typed("write", key));
    }

    private CompletableFuture<Put> settled(
            Put put, int attempt, String key, byte[] content, boolean readsBack) {
        if (put == Put.WRITTEN) {
            return readsBack
                    ? readBack(key, content)
                    : CompletableFuture.completedFuture(Put.WRITTEN);
        }
        // It was there; unless an earlier attempt of ours, whose answer was lost, has put it there.
        return attempt == 1
                ? CompletableFuture.completedFuture(put)
                : holds(key, content).thenApply(same -> same ? Put.WRITTEN : Put.WAS_THERE);
    }

    private CompletableFuture<Put> readBack(String key, byte[] content) {
        return holds(key, content)
                .thenApply(
                        same -> {
                            if (!same) {
                                throw new CompletionException(differs(key));
                            }
                            return Put.WRITTEN;
                        });
    }

    private CompletableFuture<Boolean> holds(String key, byte[] content) {
        return part(key, 0, Math.max(1, content.length))
                .thenApply(read -> read.isPresent() && isAll(read.get(), content));
    }

    private static boolean isAll(Part part, byte[] content) {
        return part.objectBytes() == content.length && Arrays.equals(part.bytes(), content);
    }

    @Override
    public CompletableFuture<Void> upload(String key, Path file) {
        boolean readsBack;
        try {
            readsBack = !server.capabilities().checksUploads();
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
        return client.upload(key, file, this::writing)
                .thenCompose(done -> readsBack ? readBack(key, file) : checkSize(key, file))
                .handle(typed("write", key));
    }

    private CompletableFuture<Void> readBack(String key, Path file) {
        FileCheck.Reader reader =
                (offset, length) ->
                        sending(() -> part(key, offset, length))
                                .thenApply(
                                        read ->
                                                read.orElseThrow(
                                                        () ->
                                                                new CompletionException(
                                                                        differs(key))));
        return FileCheck.equal(file, reader)
                .thenAccept(
                        same -> {
                            if (!same) {
                                throw new CompletionException(differs(key));
                            }
                        });
    }

    private CompletableFuture<Void> checkSize(String key, Path file) {
        return sizeLater(key)
                .thenAccept(
                        there -> {
                            long size = size(file);
                            if (there.orElse(-1) != size) {
                                throw new CompletionException(
                                        new StoreUnavailableException(
                                                "Cannot write "
                                                        + key
                                                        + ": its size is "
                                                        + there
                                                        + ", not "
                                                        + size));
                            }
                        });
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private StoreUnavailableException differs(String key) {
        return new StoreUnavailableException(
                "Cannot write "
                        + key
                        + " in "
                        + client
                        + ": what was read back is not what was written");
    }

    @Override
    public Optional<ObjectPlace> place(String key) throws StoreException {
        return head(key).flatMap(head -> client.place(key, head));
    }

    @Override
    public CompletableFuture<Boolean> copy(ObjectPlace from, byte[] sha256, String key) {
        return client.copy(from, sha256, key, this::writing)
                .thenCompose(
                        copied ->
                                copied
                                        ? sizeLater(key).thenCompose(size -> kept(from, key, size))
                                        : CompletableFuture.completedFuture(false))
                .handle(typed("copy", key));
    }

    /** Whether a copy is as long as it should be; another one is removed. */
    private CompletableFuture<Boolean> kept(ObjectPlace from, String key, OptionalLong size) {
        return size.orElse(-1) == from.sizeBytes()
                ? CompletableFuture.completedFuture(true)
                : deleting(key).thenApply(done -> false);
    }

    @Override
    public Optional<Part> get(String key, long offset, int length) throws StoreException {
        return answer("read", key, sending(() -> part(key, offset, length)));
    }

    /** What the server answered, if that is what was asked for; one attempt. */
    private CompletableFuture<Optional<Part>> part(String key, long offset, int length) {
        counts.reads.increment();
        CompletableFuture<Optional<Part>> sent = client.get(key, offset, length);
        CompletableFuture<Optional<Part>> checked =
                sent.thenApply(
                        part -> {
                            if (part.isPresent()) {
                                check(part.get(), offset, length);
                            }
                            return part;
                        });
        Cancellation.passOn(checked, sent);
        return checked;
    }

    private static void check(Part part, long offset, int length) {
        long expected = Math.min(length, Math.max(0, part.objectBytes() - offset));
        if (part.bytes().length != expected) {
            throw new CompletionException(
                    new IOException(
                            "the client gave "
                                    + part.bytes().length
                                    + " bytes where "
                                    + length
                                    + " from "
                                    + offset
                                    + " of "
                                    + part.objectBytes()
                                    + " were asked for"));
        }
    }

    @Override
    public OptionalLong size(String key) throws StoreException {
        return size(head(key));
    }

    private static OptionalLong size(Optional<Head> head) {
        return head.map(seen -> OptionalLong.of(seen.sizeBytes())).orElse(OptionalLong.empty());
    }

    @Override
    public CompletableFuture<OptionalLong> sizeLater(String key) {
        return sending(counts.reads, () -> client.head(key))
                .thenApply(ClientBucket::size)
                .handle(typed("look at", key));
    }

    @Override
    public Optional<Head> head(String key) throws StoreException {
        return answer("look at", key, sending(counts.reads, () -> client.head(key)));
    }

    @Override
    public OptionalLong writtenAtMillis(String key) throws StoreException {
        Optional<Head> head = head(key);
        if (head.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                head.get()
                        .writtenAt()
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                "Cannot make a store in "
                                                        + client
                                                        + ": its server neither decides a race of"
                                                        + " conditional puts nor says when an"
                                                        + " object was written"))
                        .toEpochMilli());
    }

    @Override
    public Iterator<Item> list(String prefix, String from) {
        return new PagedListing(
                from,
                after ->
                        answer(
                                "list",
                                prefix,
                                sending(counts.listings, () -> client.list(prefix, after))));
    }

    @Override
    public void delete(String key) throws StoreException {
        answer("delete", key, deleting(key));
    }

    @Override
    public CompletableFuture<Void> deleteLater(String key) {
        return deleting(key).handle(typed("delete", key));
    }

    private CompletableFuture<Void> deleting(String key) {
        return sending(counts.deletes, () -> client.delete(key));
    }

    @Override
    public Optional<ServerRequests> requests() {
        return Optional.of(counts.sum());
    }

    @Override
    public boolean holdsToConditions() throws StoreException {
        return server.holdsToConditions();
    }

    @Override
    public URI presign(String key, Duration expires) throws StoreException {
        return client.presign(key, expires);
    }

    @Override
    public void close() {
        retry.close();
        client.close();
    }

    @Override
    public String toString() {
        return client.toString();
    }

    private <T> CompletableFuture<T> writing(
            Duration longer, IntFunction<CompletableFuture<T>> request) {
        return writes.through(
                () ->
                        retry.call(
                                longer,
                                attempt -> {
                                    counts.writes.increment();
                                    return request.apply(attempt);
                                }));
    }

    private <T> CompletableFuture<T> sending(
            LongAdder count, Supplier<CompletableFuture<T>> request) {
        return sending(
                () -> {
                    count.increment();
                    return request.get();
                });
    }

    /** Whoever sends it counts it. */
    private <T> CompletableFuture<T> sending(Supplier<CompletableFuture<T>> request) {
        return others.through(() -> retry.call(Duration.ZERO, attempt -> request.get()));
    }

    private <T> BiFunction<T, Throwable, T> typed(String action, String key) {
        return (value, failure) -> {
            if (failure != null) {
                throw new CompletionException(BlobErrors.of(action, key, client, failure));
            }
            return value;
        };
    }

    private <T> T answer(String action, String key, CompletableFuture<T> call)
            throws StoreException {
        try {
            return call.get();
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited for " + client, e);
        } catch (ExecutionException e) {
            throw BlobErrors.of(action, key, client, e);
        }
    }
}
