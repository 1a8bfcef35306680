// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.CacheConfig;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.cache.StoreMetrics.Operation;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefetchITCase {
    @TempDir Path folder;

    @Test
    void readsAheadIntoTheCache() throws Exception {
        ObjectRef ref;
        ObjectRef source;
        // What is put through a cache is in it.
        try (StoreRuntime stores = StoreRuntime.acquire(config(0))) {
            ref = put(stores, 200_000);
            source = put(stores, 300_000);
        }
        try (StoreRuntime stores = StoreRuntime.acquire(config(64 << 20))) {
            stores.prefetch(ref);
            stores.prefetch(new DerivedRef(source, new byte[] {1}));
            while (reads(stores) < 2) {
                Thread.onSpinWait();
            }
            assertThat(stores.read(ref, 200_000)).hasSize(200_000);
            assertThat(stores.read(source, 300_000)).hasSize(300_000);
            assertThat(reads(stores)).isEqualTo(2);
        }
    }

    @Test
    void dropsHintsThatCannotHelp() throws Exception {
        try (StoreRuntime stores = StoreRuntime.acquire(config(1 << 20))) {
            // More than a sixteenth of the cache: it would not be kept.
            stores.prefetch(put(stores, 200_000));
            stores.prefetch(ObjectRef.fromText("inl:1:AQABeA"));
        }
        try (StoreRuntime stores = StoreRuntime.acquire(config(1 << 20))) {
            assertThat(reads(stores)).isZero();
        }
    }

    @Test
    void keepsOnDiskWhatAnEarlierProcessRead() throws Exception {
        StoreConfig config =
                new StoreConfig(uris(), "far", new CacheConfig(0, folder.toString(), 64 << 20));
        ObjectRef ref;
        try (StoreRuntime stores = StoreRuntime.acquire(config)) {
            ref = put(stores, 100_000);
            assertThat(stores.read(ref, 100_000)).hasSize(100_000);
        }
        try (StoreRuntime stores = StoreRuntime.acquire(config)) {
            assertThat(stores.read(ref, 100_000)).hasSize(100_000);
            assertThat(reads(stores)).isZero();
        }
    }

    private static long reads(StoreRuntime stores) {
        return stores.counters().total(Operation.READ).calls();
    }

    private static StoreConfig config(long cacheBytes) throws Exception {
        return new StoreConfig(uris(), "far", CacheConfig.memory(cacheBytes));
    }

    private static Map<String, String> uris() throws Exception {
        return Map.of("far", TestServer.S3PROXY.store("prefetch", "aws").toString());
    }

    private static ObjectRef put(StoreRuntime stores, int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return stores.main().put(Payload.of(bytes)).toCompletableFuture().join();
    }
}
