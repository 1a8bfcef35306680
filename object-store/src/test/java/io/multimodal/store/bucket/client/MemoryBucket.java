// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.bucket.spi.BlobClient.Head;
import io.multimodal.store.bucket.spi.BlobClient.Item;
import io.multimodal.store.bucket.spi.BlobClient.Page;
import io.multimodal.store.bucket.spi.BlobClient.Part;
import io.multimodal.store.bucket.spi.BlobClient.Put;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A strict bucket in memory: it checks what it is given, counts what it is asked, can hold puts
 * back, and can be gone from any write on. Several stores may share the {@link #objects}.
 */
public final class MemoryBucket implements Bucket {
    private static final int PAGE = 1000;

    public final NavigableMap<String, byte[]> objects;

    /** What it was asked, as in {@code GET objects/1/...}. */
    public final List<String> requests = java.util.Collections.synchronizedList(new ArrayList<>());

    /** Called with each request, before it takes effect. */
    public volatile Consumer<String> before = request -> {};

    /** Whether it takes conditions and does as it likes. */
    public volatile boolean ignoresConditions;

    /** How far the server's clock is ahead of this machine's. */
    public volatile long aheadMillis;

    private final Map<String, Long> writtenAt = new ConcurrentHashMap<>();
    private final AtomicInteger writesLeft;
    private final List<Runnable> held = new ArrayList<>();
    private boolean holding;

    public MemoryBucket() {
        this(new ConcurrentSkipListMap<>(), Integer.MAX_VALUE);
    }

    /**
     * @param writesLeft after so many puts and deletes every request fails
     */
    public MemoryBucket(NavigableMap<String, byte[]> objects, int writesLeft) {
        this.objects = objects;
        this.writesLeft = new AtomicInteger(writesLeft);
    }

    /** Whether it is gone. */
    public boolean isGone() {
        return writesLeft.get() < 0;
    }

    /** From now on puts are not answered, nor done. */
    public synchronized void hold() {
        holding = true;
    }

    /** Does and answers the puts that were held back. */
    public void release() {
        List<Runnable> all;
        synchronized (this) {
            holding = false;
            all = List.copyOf(held);
            held.clear();
        }
        all.forEach(Runnable::run);
    }

    public synchronized int heldBack() {
        return held.size();
    }

    /** Does the puts that were held back; those that come from now on are held. */
    public void releaseAndHold() {
        List<Runnable> all;
        synchronized (this) {
            all = List.copyOf(held);
            held.clear();
        }
        all.forEach(Runnable::run);
    }

    /** Waits until a put is held back whose key fits. */
    public void awaitHeldBack(Predicate<String> key) {
        while (true) {
            synchronized (this) {
                int asked = requests.size();
                if (heldBack() > 0 && key.test(requests.get(asked - 1).substring(4))) {
                    return;
                }
            }
            Thread.onSpinWait();
        }
    }

    /** How many requests there were that this fits. */
    public long count(Predicate<String> which) {
        return List.copyOf(requests).stream().filter(which).count();
    }

    @Override
    public CompletableFuture<Put> put(String key, byte[] content, byte[] sha256, boolean ifAbsent) {
        asked("PUT " + key);
        byte[] copy = content.clone();
        CompletableFuture<Put> done = new CompletableFuture<>();
        Runnable put =
                () -> {
                    try {
                        write();
                    } catch (StoreException e) {
                        done.completeExceptionally(e);
                        return;
                    }
                    if (!Arrays.equals(BlobPuts.sha256(copy), sha256)) {
                        done.completeExceptionally(
                                new StoreUnavailableException("The checksum differs"));
                    } else if (ifAbsent && !ignoresConditions && objects.containsKey(key)) {
                        done.complete(Put.WAS_THERE);
                    } else {
                        objects.put(key, copy);
                        writtenAt.put(
                                key, (System.currentTimeMillis() + aheadMillis) / 1000 * 1000);
                        done.complete(Put.WRITTEN);
                    }
                };
        synchronized (this) {
            if (holding) {
                held.add(put);
                return done;
            }
        }
        put.run();
        return done;
    }

    @Override
    public CompletableFuture<Void> upload(String key, Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            return put(key, content, BlobPuts.sha256(content), false).thenApply(put -> null);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Optional<Part> get(String key, long offset, int length) throws StoreException {
        asked("GET " + key);
        ask();
        byte[] content = objects.get(key);
        if (content == null) {
            return Optional.empty();
        }
        int from = (int) Math.min(offset, content.length);
        int to = (int) Math.min(offset + length, content.length);
        return Optional.of(
                new Part(Arrays.copyOfRange(content, from, to), content.length, etag(content)));
    }

    @Override
    public OptionalLong size(String key) throws StoreException {
        asked("HEAD " + key);
        ask();
        byte[] content = objects.get(key);
        return content == null ? OptionalLong.empty() : OptionalLong.of(content.length);
    }

    @Override
    public CompletableFuture<OptionalLong> sizeLater(String key) {
        try {
            return CompletableFuture.completedFuture(size(key));
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Iterator<Item> list(String prefix, String from) {
        return new PagedListing(from, after -> page(prefix, after));
    }

    /** As servers do, it gives a thousand objects for a request. */
    Page page(String prefix, String after) throws StoreException {
        asked("LIST " + prefix);
        ask();
        List<Item> page =
                objects
                        .tailMap(
                                after.compareTo(prefix) < 0 ? prefix : after,
                                after.compareTo(prefix) < 0)
                        .entrySet()
                        .stream()
                        .takeWhile(entry -> entry.getKey().startsWith(prefix))
                        .limit(PAGE + 1)
                        .map(entry -> item(entry.getKey(), entry.getValue()))
                        .toList();
        return page.size() > PAGE ? new Page(page.subList(0, PAGE), true) : new Page(page, false);
    }

    private Item item(String key, byte[] content) {
        return new Item(
                key,
                content.length,
                Optional.empty(),
                Optional.ofNullable(writtenAt.get(key)).map(Instant::ofEpochMilli));
    }

    @Override
    public void delete(String key) throws StoreException {
        asked("DELETE " + key);
        write();
        objects.remove(key);
    }

    @Override
    public boolean holdsToConditions() {
        return !ignoresConditions;
    }

    @Override
    public OptionalLong writtenAtMillis(String key) {
        return objects.containsKey(key)
                ? OptionalLong.of(writtenAt.getOrDefault(key, 0L))
                : OptionalLong.empty();
    }

    @Override
    public String toString() {
        return "Memory";
    }

    @Override
    public Optional<Head> head(String key) throws StoreException {
        OptionalLong size = size(key);
        return size.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Head(
                                size.getAsLong(),
                                etag(objects.get(key)),
                                Optional.of(
                                        Instant.ofEpochMilli(writtenAt.getOrDefault(key, 0L)))));
    }

    private static Optional<String> etag(byte[] content) {
        return Optional.of('"' + HexFormat.of().formatHex(BlobPuts.sha256(content), 0, 16) + '"');
    }

    /** The same bucket as a client. */
    public BlobClient client() {
        return new MemoryClient(this);
    }

    @Override
    public java.net.URI presign(String key, java.time.Duration expires) {
        throw new UnsupportedOperationException("There is no server that a URL could name");
    }

    @Override
    public void close() {}

    private void asked(String request) {
        requests.add(request);
        before.accept(request);
    }

    private void write() throws StoreException {
        writesLeft.updateAndGet(left -> Math.max(-1, left - 1));
        ask();
    }

    private void ask() throws StoreException {
        if (isGone()) {
            throw new StoreUnavailableException("The bucket is gone");
        }
    }
}
