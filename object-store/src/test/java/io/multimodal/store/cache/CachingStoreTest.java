// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.memory.MemoryStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CachingStoreTest {
    private static final int CAPACITY = 1 << 20;

    /** What reached the backend: one entry per read, its size. */
    private final ConcurrentLinkedQueue<Long> reads = new ConcurrentLinkedQueue<>();

    /** Where another process puts. */
    private final ObjectStore backend = new MemoryStore();

    private final ObjectStore store =
            new CachingStore(
                    new MeteredStore(
                            backend,
                            (operation, bytes, nanos, failed) -> {
                                if (operation == StoreMetrics.Operation.READ) {
                                    reads.add(bytes);
                                }
                            }),
                    new ObjectCache(CAPACITY));

    @Test
    void readsWhatWasPutHereFromMemory() throws StoreException {
        byte[] bytes = content(2000);
        StoredRef ref = put(store, bytes);
        assertThat(store.open(ref).read(0, 2000)).isEqualTo(bytes);
        assertThat(reads).isEmpty();
    }

    @Test
    void keepsWhatTheBackendTookThoughTheArrayOfThePutChanges() throws StoreException {
        byte[] bytes = content(2000);
        StoredRef ref = put(store, bytes);
        Arrays.fill(bytes, (byte) 99);
        assertThat(ContentId.hash(store.open(ref).read(0, 2000))).isEqualTo(ref.id());
    }

    @Test
    void keepsNothingOfAPayloadThatHasAnotherLengthThanExpected() throws StoreException {
        byte[] bytes = content(3000);
        for (int expected : new int[] {2000, 4000}) {
            StoredRef ref =
                    (StoredRef)
                            store.put(
                                            new Payload() {
                                                @Override
                                                public InputStream open() {
                                                    return new ByteArrayInputStream(bytes);
                                                }

                                                @Override
                                                public OptionalLong expectedBytes() {
                                                    return OptionalLong.of(expected);
                                                }
                                            })
                                    .toCompletableFuture()
                                    .join();
            reads.clear();
            assertThat(store.open(ref).read(0, 3000)).isEqualTo(bytes);
            assertThat(reads).containsExactly(3000L);
            store.erase(ref.id());
        }
    }

    @Test
    void readsAnObjectOnceFromTheBackend() throws StoreException {
        ObjectHandle handle = store.open(put(2000));
        handle.read(0, 2000);
        handle.read(100, 10);
        store.open(put(2000)).stream();
        assertThat(reads).containsExactly(2000L);
    }

    @Test
    void letsObjectsOverASixteenthOfTheCachePassBy() throws StoreException {
        StoredRef ref = put(CAPACITY / 16 + 1);
        store.open(ref).read(0, 10);
        store.open(ref).read(0, 10);
        assertThat(reads).hasSize(2);
    }

    @Test
    void handsOutCopies() throws StoreException {
        ObjectHandle handle = store.open(put(2000));
        handle.read(0, 2000)[7] = 99;
        assertThat(handle.read(7, 1)).containsExactly(7);
    }

    @Test
    void doesNotRememberThatALoadFailed() throws StoreException {
        byte[] late = new byte[3000];
        StoredRef ref =
                new StoredRef(store.root().storeId(), ContentId.hash(late), 3000, Optional.empty());
        assertThatThrownBy(() -> store.open(ref).read(0, 1))
                .isInstanceOf(ObjectNotFoundException.class);
        store.put(Payload.of(late)).toCompletableFuture().join();
        assertThat(store.open(ref).read(0, 3000)).isEqualTo(late);
    }

    @Test
    void loadsOnceWhenManyAskAtOnce() throws Exception {
        StoredRef ref = put(60_000);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<byte[]>> results = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            results.add(
                    threads.submit(
                            () -> {
                                start.await();
                                return store.open(ref).read(0, 60_000);
                            }));
        }
        start.countDown();
        for (Future<byte[]> result : results) {
            assertThat(ContentId.hash(result.get())).isEqualTo(ref.id());
        }
        threads.shutdown();
        assertThat(reads).hasSize(1);
    }

    @Test
    void staysWithinItsBytes() throws StoreException {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                store.open(put(50_000 + i)).read(0, 1);
            }
        }
        // 100 objects of 50 kB do not fit 1 MiB: most were loaded twice.
        assertThat(reads.size()).isGreaterThan(150);
    }

    private StoredRef put(int size) {
        return put(backend, content(size));
    }

    private static StoredRef put(ObjectStore store, byte[] bytes) {
        return (StoredRef) store.put(Payload.of(bytes)).toCompletableFuture().join();
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
