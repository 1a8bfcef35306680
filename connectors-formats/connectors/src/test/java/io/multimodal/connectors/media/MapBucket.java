// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.connectors.media.source.listing.PathOrder;
import io.multimodal.store.ObjectPlace;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.bucket.spi.BucketProvider;
import io.multimodal.store.error.RefusedException;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** A third party's buckets, {@code map://bucket/prefix/}, in memory: one bucket for all names. */
public final class MapBucket implements BlobClient {
    /** Few objects in a page, so that listings have several. */
    private static final int PAGE = 7;

    public static final NavigableMap<String, byte[]> OBJECTS =
            new ConcurrentSkipListMap<>(PathOrder::compare);

    /** What was asked for, as {@code LIST prefix after}. */
    public static final Queue<String> REQUESTS = new ConcurrentLinkedQueue<>();

    /** How many bytes of each object were given to readers. */
    static final Map<String, Integer> READ_BYTES = new ConcurrentHashMap<>();

    /** Whether a request to copy fails. */
    public static volatile boolean refusesToCopy;

    /** Whether a request to put fails, as without the permission. */
    public static volatile boolean refusesToPut;

    /** Called with the key before it is read. */
    static volatile Consumer<String> beforeGet = key -> {};

    /** Found by its service file. */
    public static final class Provider implements BucketProvider {
        @Override
        public String scheme() {
            return "map";
        }

        @Override
        public String prefix(URI uri) {
            String path = uri.getPath().replaceAll("^/+|/+$", "");
            return path.isEmpty() ? "" : path + "/";
        }

        @Override
        public BlobClient open(URI uri) {
            return new MapBucket();
        }
    }

    /** Removes all objects and requests. */
    public static void clear() {
        OBJECTS.clear();
        REQUESTS.clear();
        READ_BYTES.clear();
        beforeGet = key -> {};
        refusesToCopy = false;
        refusesToPut = false;
    }

    static String etag(byte[] bytes) {
        return "\"" + Integer.toHexString(Arrays.hashCode(bytes)) + "\"";
    }

    @Override
    public CompletableFuture<Put> put(String key, byte[] content, byte[] sha256, boolean ifAbsent) {
        if (refusesToPut) {
            return CompletableFuture.failedFuture(new RefusedException("access denied (HTTP 403)"));
        }
        byte[] there = ifAbsent ? OBJECTS.putIfAbsent(key, content) : null;
        if (there != null) {
            return CompletableFuture.completedFuture(Put.WAS_THERE);
        }
        OBJECTS.put(key, content);
        return CompletableFuture.completedFuture(Put.WRITTEN);
    }

    @Override
    public CompletableFuture<Optional<Part>> get(String key, long offset, int length) {
        REQUESTS.add("GET " + key);
        beforeGet.accept(key);
        byte[] bytes = OBJECTS.get(key);
        if (bytes == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        int from = (int) Math.min(offset, bytes.length);
        int to = (int) Math.min(offset + length, bytes.length);
        READ_BYTES.merge(key, to - from, Integer::sum);
        return CompletableFuture.completedFuture(
                Optional.of(
                        new Part(
                                Arrays.copyOfRange(bytes, from, to),
                                bytes.length,
                                Optional.of(etag(bytes)))));
    }

    @Override
    public CompletableFuture<Optional<Head>> head(String key) {
        return CompletableFuture.completedFuture(
                Optional.ofNullable(OBJECTS.get(key))
                        .map(
                                bytes ->
                                        new Head(
                                                bytes.length,
                                                Optional.of(etag(bytes)),
                                                Optional.empty())));
    }

    @Override
    public CompletableFuture<Page> list(String prefix, String after) {
        REQUESTS.add("LIST " + prefix + " " + after);
        List<Item> items =
                OBJECTS.tailMap(after, false).entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(prefix))
                        .limit(PAGE + 1)
                        .map(
                                entry ->
                                        new Item(
                                                entry.getKey(),
                                                entry.getValue().length,
                                                Optional.of(etag(entry.getValue())),
                                                Optional.of(Instant.ofEpochSecond(1_000))))
                        .toList();
        boolean more = items.size() > PAGE;
        return CompletableFuture.completedFuture(
                new Page(more ? items.subList(0, PAGE) : items, more));
    }

    @Override
    public CompletableFuture<Void> delete(String key) {
        OBJECTS.remove(key);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Optional<ObjectPlace> place(String key, Head head) {
        return head.etag().map(etag -> new ObjectPlace("map", key, head.sizeBytes(), etag));
    }

    @Override
    public CompletableFuture<Boolean> copy(
            ObjectPlace from, byte[] sha256, String key, Sender sender) {
        REQUESTS.add("COPY " + from.name() + " " + key);
        byte[] bytes = OBJECTS.get(from.name());
        if (refusesToCopy || !etag(bytes).equals(from.etag())) {
            return CompletableFuture.failedFuture(new RefusedException("It has changed"));
        }
        OBJECTS.put(key, bytes);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "the buckets of this test";
    }
}
