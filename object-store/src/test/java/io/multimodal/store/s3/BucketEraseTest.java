// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import static io.multimodal.store.bucket.layout.BucketFixture.assertReadable;
import static io.multimodal.store.bucket.layout.BucketFixture.damaged;
import static io.multimodal.store.bucket.layout.BucketFixture.hasBytesOf;
import static io.multimodal.store.bucket.layout.BucketFixture.id;
import static io.multimodal.store.bucket.layout.BucketFixture.key;
import static io.multimodal.store.bucket.layout.BucketFixture.open;
import static io.multimodal.store.bucket.layout.BucketFixture.plant;
import static io.multimodal.store.bucket.layout.BucketFixture.plantIndex;
import static io.multimodal.store.bucket.layout.BucketFixture.plantTens;
import static io.multimodal.store.bucket.layout.BucketFixture.put;
import static io.multimodal.store.bucket.layout.BucketFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.bucket.client.MemoryBucket;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.IndexedPack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects are taken out of packs that others read, and that others take objects out of too. */
@Timeout(60)
class BucketEraseTest {
    private final MemoryBucket bucket = new MemoryBucket();

    @Test
    void leavesNoByteOfAnErasedObject() throws StoreException {
        plantIndex(bucket, plantTens(bucket, 10));
        IndexedPack twice = plant(bucket, 42, 45);
        assertThat(hasBytesOf(bucket, 42)).isTrue();
        try (ObjectStore reader = open(bucket);
                ObjectStore store = open(bucket)) {
            assertReadable(reader, 0, 100);
            assertThat(store.erase(id(42))).isEqualTo(2);

            assertThat(hasBytesOf(bucket, 42)).isFalse();
            assertThat(bucket.objects)
                    .doesNotContainKey(key(twice))
                    .containsKey("erased/" + id(42).hex());
            for (ObjectStore each : List.of(reader, store)) {
                assertReadable(each, 0, 42);
                assertReadable(each, 43, 100);
                assertThatThrownBy(() -> ObjectBytes.read(each, ref(42), 1000))
                        .isInstanceOf(ObjectErasedException.class);
                assertThat(damaged(each)).isEmpty();
            }
            assertThat(store.erase(id(42))).isZero();
        }
    }

    @Test
    void putsAnErasedObjectAnewEvenWhereItWasKnown() throws StoreException {
        plant(bucket, 0, 10);
        try (ObjectStore eraser = open(bucket)) {
            eraser.erase(id(3));
        }
        try (ObjectStore store = open(bucket)) {
            put(store, 3);
            assertReadable(store, 0, 10);
            assertThat(bucket.objects).containsKey("objects/1/" + id(3).hex());
            store.erase(id(3));
            put(store, 3);
            assertReadable(store, 3, 4);
        }
    }

    /** What was erased over the years is not listed for each put. */
    @Test
    void asksForOneErasureWhereThereAreMany() throws StoreException {
        plant(bucket, 0, 50);
        for (int i = 10_000; i < 12_500; i++) {
            bucket.objects.put("erased/" + id(i).hex(), new byte[0]);
        }
        int erased = 7;
        bucket.objects.put("erased/" + "f".repeat(62) + "00", new byte[0]);
        try (ObjectStore eraser = open(bucket)) {
            eraser.erase(id(erased));
        }
        bucket.requests.clear();
        try (ObjectStore store = open(bucket)) {
            for (int i = 0; i < 50; i++) {
                put(store, i);
            }
            assertReadable(store, 0, 50);
        }
        assertThat(bucket.count(request -> request.startsWith("LIST erased/"))).isEqualTo(1);
        assertThat(bucket.count(request -> request.matches("PUT (objects|packs)/.*"))).isEqualTo(1);
    }

    @Test
    void removesAPackOfWhichNothingIsLeft() throws StoreException {
        plant(bucket, 5, 6);
        try (ObjectStore store = open(bucket)) {
            assertThat(store.erase(id(5))).isEqualTo(1);
        }
        assertThat(bucket.objects.keySet()).noneMatch(key -> key.startsWith("packs/"));
    }

    @Test
    void erasesFromAPackWhoseFooterIsDamaged() throws StoreException {
        IndexedPack pack = plant(bucket, 0, 5);
        byte[] bytes = bucket.objects.get(key(pack));
        bytes[bytes.length - 30] ^= 1;
        try (ObjectStore store = open(bucket)) {
            assertThat(store.erase(id(2))).isEqualTo(1);
            assertThat(hasBytesOf(bucket, 2)).isFalse();
            assertReadable(store, 0, 2);
            assertReadable(store, 3, 5);
        }
    }

    @Test
    void keepsWhatIsDamagedDistinguishableFromWhatIsErased() throws StoreException {
        IndexedPack pack = plant(bucket, 0, 5);
        bucket.objects.get(key(pack))[(int) pack.entries().get(1).offset() + 50] ^= 1;
        try (ObjectStore store = open(bucket)) {
            store.erase(id(3));
            assertThatThrownBy(() -> ObjectBytes.read(store, ref(1), 1000))
                    .isInstanceOf(io.multimodal.store.error.CorruptObjectException.class);
        }
    }

    /** One takes out an object while the other puts back a pack that has it still. */
    @Test
    void leavesNothingWhereSeveralEraseFromOnePackAtOnce() throws Exception {
        for (int round = 0; round < 200; round++) {
            bucket.objects.clear();
            open(bucket).close();
            plant(bucket, 0, 20);
            List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
            CyclicBarrier start = new CyclicBarrier(4);
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                int erased = 5 * t;
                threads.add(
                        new Thread(() -> run(failures, start, store -> store.erase(id(erased)))));
            }
            threads.add(
                    new Thread(() -> run(failures, start, store -> assertReadable(store, 11, 20))));
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
            try (ObjectStore store = open(bucket)) {
                for (int i = 0; i < 20; i++) {
                    boolean erased = i % 5 == 0 && i < 15;
                    assertThat(hasBytesOf(bucket, i))
                            .as("round %s, %s", round, i)
                            .isEqualTo(!erased);
                    if (!erased) {
                        assertReadable(store, i, i + 1);
                    }
                }
            }
        }
    }

    private void run(List<Throwable> failures, CyclicBarrier start, Work work) {
        try (ObjectStore store = open(bucket)) {
            start.await();
            work.with(store);
        } catch (Throwable e) {
            failures.add(e);
        }
    }

    private interface Work {
        void with(ObjectStore store) throws Exception;
    }
}
