// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import io.multimodal.store.bucket.spi.BlobClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A bucket with as many objects in each of its epochs as one likes, which are made while they are
 * listed, beside a few real ones. It answers at once. Epochs are numbered from 1, below 10.
 */
final class EndlessBucket implements BlobClient {
    private static final int PAGE = 1000;
    private static final int OBJECT_BYTES = 100_000;
    private static final String PREFIX = "objects/";
    private static final String ZEROS = "0".repeat(56);

    private final int objectsOfAnEpoch;
    private final List<BitSet> deleted = new ArrayList<>();
    private final NavigableMap<String, byte[]> real = new ConcurrentSkipListMap<>();
    private final Instant writtenAt = Instant.now();

    EndlessBucket(int epochs, int objectsOfAnEpoch) {
        this.objectsOfAnEpoch = objectsOfAnEpoch;
        for (int i = 0; i < epochs; i++) {
            deleted.add(new BitSet(objectsOfAnEpoch));
        }
    }

    /** How many of the objects of an epoch are left. */
    int left(int epoch) {
        return objectsOfAnEpoch - deleted.get(epoch - 1).cardinality();
    }

    @Override
    public CompletableFuture<Put> put(String key, byte[] content, byte[] sha256, boolean ifAbsent) {
        boolean written =
                ifAbsent ? real.putIfAbsent(key, content) == null : real.put(key, content) != null;
        return CompletableFuture.completedFuture(
                written || !ifAbsent ? Put.WRITTEN : Put.WAS_THERE);
    }

    @Override
    public CompletableFuture<Optional<Part>> get(String key, long offset, int length) {
        return CompletableFuture.completedFuture(
                Optional.ofNullable(real.get(key)).map(all -> new Part(all, all.length)));
    }

    @Override
    public CompletableFuture<Optional<Head>> head(String key) {
        return CompletableFuture.completedFuture(
                Optional.ofNullable(real.get(key))
                        .map(
                                all ->
                                        new Head(
                                                all.length,
                                                Optional.empty(),
                                                Optional.of(writtenAt))));
    }

    @Override
    public CompletableFuture<Page> list(String prefix, String after) {
        return CompletableFuture.completedFuture(
                prefix.startsWith(PREFIX)
                        ? made(prefix, after)
                        : new Page(
                                real
                                        .tailMap(after.isEmpty() ? prefix : after, after.isEmpty())
                                        .entrySet()
                                        .stream()
                                        .takeWhile(each -> each.getKey().startsWith(prefix))
                                        .map(this::item)
                                        .toList(),
                                false));
    }

    private Item item(Map.Entry<String, byte[]> object) {
        return new Item(
                object.getKey(),
                object.getValue().length,
                Optional.empty(),
                Optional.of(writtenAt));
    }

    private Page made(String prefix, String after) {
        int epoch = Integer.parseInt(prefix, PREFIX.length(), PREFIX.length() + 1, 10);
        if (epoch > deleted.size()) {
            return new Page(List.of(), false);
        }
        BitSet gone = deleted.get(epoch - 1);
        List<Item> items = new ArrayList<>(PAGE);
        int next = after.isEmpty() ? 0 : number(after) + 1;
        while (next < objectsOfAnEpoch && items.size() < PAGE) {
            synchronized (gone) {
                next = gone.nextClearBit(next);
            }
            if (next < objectsOfAnEpoch) {
                items.add(
                        new Item(
                                prefix + ZEROS + HexFormat.of().toHexDigits(next),
                                OBJECT_BYTES,
                                Optional.empty(),
                                Optional.of(writtenAt)));
                next++;
            }
        }
        return new Page(items, next < objectsOfAnEpoch && !items.isEmpty());
    }

    private static int number(String key) {
        return Integer.parseInt(key, key.length() - 8, key.length(), 16);
    }

    @Override
    public CompletableFuture<Void> delete(String key) {
        if (key.startsWith(PREFIX)) {
            int epoch = Integer.parseInt(key, PREFIX.length(), PREFIX.length() + 1, 10);
            BitSet gone = deleted.get(epoch - 1);
            synchronized (gone) {
                gone.set(number(key));
            }
        } else {
            real.remove(key);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean checksPuts(String scratch) {
        return true;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "a simulated bucket";
    }
}
