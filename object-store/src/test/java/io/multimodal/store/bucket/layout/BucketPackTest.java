// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.layout;

import static io.multimodal.store.bucket.layout.BucketFixture.assertReadable;
import static io.multimodal.store.bucket.layout.BucketFixture.content;
import static io.multimodal.store.bucket.layout.BucketFixture.damaged;
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
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreStatistics;
import io.multimodal.store.bucket.client.MemoryBucket;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.internal.pack.IndexedPack;
import io.multimodal.store.ref.ObjectRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Packs in a bucket, without a server: what is asked of it, and what it may do to them. */
@Timeout(60)
class BucketPackTest {
    private final MemoryBucket bucket = new MemoryBucket();

    @Test
    void putsTogetherWhatWaits() throws Exception {
        try (ObjectStore store = open(bucket)) {
            List<CompletableFuture<ObjectRef>> puts = putWhileHeld(store, 500);
            assertThat(puts).noneMatch(CompletableFuture::isDone);
            bucket.release();
            puts.forEach(CompletableFuture::join);
            // Two that found nothing before them, and one with all the others.
            assertThat(bucket.count(request -> request.matches("PUT (packs|objects)/.*")))
                    .isBetween(1L, 3L);
            assertReadable(store, 0, 500);
            assertThat(StoreStatistics.of(store).objects()).isEqualTo(500);
        }
        try (ObjectStore again = open(bucket)) {
            assertReadable(again, 0, 500);
            assertThat(damaged(again)).isEmpty();
        }
    }

    @Test
    void putsAloneWhatIsAlone() throws StoreException {
        try (ObjectStore store = open(bucket)) {
            for (int i = 0; i < 5; i++) {
                put(store, i);
            }
        }
        assertThat(bucket.count(request -> request.startsWith("PUT objects/"))).isEqualTo(5);
        assertThat(bucket.count(request -> request.matches("(PUT packs|PUT index|HEAD).*")))
                .isZero();
    }

    @Test
    void putsNoPackThatIsTooLong() throws Exception {
        byte[] large = new byte[1_000_000];
        try (ObjectStore store = open(bucket)) {
            bucket.hold();
            List<CompletableFuture<ObjectRef>> puts = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                large[0]++;
                puts.add(store.put(Payload.of(large.clone())).toCompletableFuture());
            }
            bucket.release();
            puts.forEach(CompletableFuture::join);
        }
        assertThat(bucket.objects.values()).allMatch(bytes -> bytes.length <= 16 << 20);
        assertThat(bucket.objects.keySet().stream().filter(key -> key.endsWith(".pack")))
                .hasSizeLessThan(6);
    }

    @Test
    void tellsEveryPutOfAPackThatItFailed() throws Exception {
        // An epoch, the root, the first request; what waits for that one fails.
        MemoryBucket failing = new MemoryBucket(bucket.objects, 3);
        ObjectStore store = open(failing);
        List<CompletableFuture<ObjectRef>> puts = putWhileHeld(store, failing, 100);
        failing.release();
        int failed = 0;
        for (int i = 0; i < puts.size(); i++) {
            try {
                puts.get(i).join();
            } catch (java.util.concurrent.CompletionException e) {
                assertThat(e).hasCauseInstanceOf(StoreUnavailableException.class);
                failed++;
            }
        }
        assertThat(failed).isPositive();
        try (ObjectStore after = open(bucket)) {
            for (int i = 0; i < puts.size(); i++) {
                if (!puts.get(i).isCompletedExceptionally()) {
                    assertReadable(after, i, i + 1);
                }
            }
            assertThat(StoreStatistics.of(after).objects()).isEqualTo(100 - failed);
        }
    }

    @Test
    void doesNotPutWhatAPackOfThisEpochHas() throws Exception {
        plant(bucket, 0, 50);
        try (ObjectStore store = open(bucket)) {
            for (int i = 0; i < 50; i++) {
                put(store, i);
            }
            assertThat(bucket.count(request -> request.matches("PUT (packs|objects)/.*"))).isZero();
        }
        bucket.objects.put("epochs/2", new byte[0]);
        try (ObjectStore store = open(bucket)) {
            put(store, 7);
            assertThat(bucket.objects).containsKey("objects/2/" + id(7).hex());
        }
    }

    @Test
    void asksOneRangeForOneObject() throws StoreException {
        plantTens(bucket, 3);
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 0, 1);
            bucket.requests.clear();
            assertReadable(store, 0, 30);
            assertThat(bucket.requests).hasSize(30).allMatch(what -> what.startsWith("GET packs/"));
        }
    }

    @Test
    void readsWhatOthersPutBesideIt() throws StoreException {
        try (ObjectStore reader = open(bucket);
                ObjectStore writer = open(bucket)) {
            assertThatThrownBy(() -> ObjectBytes.read(reader, ref(0), 1000))
                    .hasMessageContaining(id(0).hex());
            plant(bucket, 0, 10);
            assertReadable(reader, 0, 10);
            put(writer, 77);
            assertReadable(reader, 77, 78);
            assertThat(reader.findMissing(Set.of(id(3), id(77), id(99)))).containsExactly(id(99));
            plant(bucket, 99, 120);
            assertThat(reader.findMissing(Set.of(id(3), id(77), id(99)))).isEmpty();
        }
    }

    @Test
    void findsAPackWhoseNameSaysAnotherTime() throws StoreException {
        try (ObjectStore reader = open(bucket)) {
            assertThat(reader.findMissing(Set.of(id(0)))).hasSize(1);
            IndexedPack planted = plant(bucket, 0, 10);
            byte[] bytes = bucket.objects.remove(key(planted));
            bucket.objects.put("packs/1/000000000001-abc.pack", bytes);
            assertReadable(reader, 0, 10);
        }
    }

    @Test
    void opensByTheIndexThatAWriterLeft() throws Exception {
        plantTens(bucket, 20);
        try (ObjectStore writer = open(bucket)) {
            put(writer, 1000);
        }
        assertThat(indexes()).hasSize(1);
        bucket.requests.clear();
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 55, 56);
        }
        assertThat(bucket.count(request -> request.startsWith("GET index/"))).isEqualTo(1);
        assertThat(bucket.count(request -> request.startsWith("GET packs/"))).isEqualTo(1);
    }

    @Test
    void publishesAnIndexForEverySoManyPacks() throws StoreException {
        plantTens(bucket, 150);
        // Nobody merges packs while another erases.
        bucket.objects.put("erasing/" + BucketPack.newName(), new byte[0]);
        try (ObjectStore writer = open(bucket)) {
            put(writer, 10_000);
            assertThat(indexes()).hasSize(2);
        }
        assertThat(indexes()).hasSize(3);
        bucket.requests.clear();
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 0, 1500);
            assertThat(bucket.requests).hasSizeLessThan(1520);
        }
    }

    @Test
    void writesNothingWhereItOnlyReads() throws StoreException {
        open(bucket).close();
        plantTens(bucket, 100);
        bucket.requests.clear();
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 0, 1000);
        }
        assertThat(bucket.count(request -> request.startsWith("PUT"))).isZero();
    }

    @Test
    void doesNotBelieveAnIndexOfPacksThatAreNotThere() throws StoreException {
        List<IndexedPack> packs = plantTens(bucket, 20);
        plantIndex(bucket, packs);
        bucket.objects.remove(key(packs.get(3)));
        // As if another pack had the name of the fifth.
        IndexedPack other = plant(bucket, 2000, 2050);
        bucket.objects.put(key(packs.get(5)), bucket.objects.remove(key(other)));
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 0, 30);
            assertReadable(store, 2000, 2050);
            assertThat(store.findMissing(ids(0, 200))).isEqualTo(ids(30, 40, 50, 60));
            put(store, 33);
            put(store, 55);
            assertReadable(store, 33, 34);
            assertReadable(store, 55, 56);
            assertThat(damaged(store)).isEmpty();
        }
    }

    @Test
    void healsADamagedObjectThatWasReadWhenItIsPutAgain() throws StoreException {
        IndexedPack pack = plant(bucket, 0, 3);
        bucket.objects.get(key(pack))[(int) pack.entries().get(1).offset() + 50] ^= 1;
        try (ObjectStore store = open(bucket)) {
            assertThatThrownBy(() -> ObjectBytes.read(store, ref(1), 1000))
                    .isInstanceOf(CorruptObjectException.class)
                    .hasMessageContaining("packs/1/");
            put(store, 1);
        }
        assertThat(bucket.objects).containsKey("objects/1/" + id(1).hex());
    }

    @Test
    void listsEveryObjectWhetherIndexedOrNot() throws StoreException {
        plantIndex(bucket, plantTens(bucket, 12));
        plant(bucket, 500, 510);
        try (ObjectStore store = open(bucket)) {
            put(store, 900);
            try (Stream<ObjectSummary> all = store.list()) {
                assertThat(all.map(copy -> copy.ref(BucketFixture.STORE).get()))
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.concat(
                                                IntStream.range(0, 120),
                                                IntStream.concat(
                                                        IntStream.range(500, 510),
                                                        IntStream.of(900)))
                                        .mapToObj(BucketFixture::ref)
                                        .toList());
            }
        }
    }

    @Test
    void losesNothingWhereManyWriteAndReadAtOnce() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 4; t++) {
            int seed = t;
            threads.add(new Thread(() -> writeAndRead(seed, failures)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 0, 600);
            assertThat(damaged(store)).isEmpty();
        }
    }

    /** Each with a store of its own, as another process has. */
    private void writeAndRead(int seed, List<Throwable> failures) {
        try (ObjectStore store = open(bucket);
                ObjectStore reader = open(bucket)) {
            for (int from = 0; from < 600; from += 50) {
                List<CompletableFuture<ObjectRef>> puts = new ArrayList<>();
                for (int i = from; i < from + 50; i++) {
                    byte[] bytes = content((i + seed * 50) % 600);
                    puts.add(store.put(Payload.of(bytes)).toCompletableFuture());
                }
                for (CompletableFuture<ObjectRef> put : puts) {
                    ObjectRef ref = put.join();
                    assertThat(
                                    io.multimodal.store.ref.ContentId.hash(
                                            ObjectBytes.read(reader, ref, 1000)))
                            .isEqualTo(((io.multimodal.store.ref.StoredRef) ref).id());
                }
            }
        } catch (Throwable e) {
            failures.add(e);
        }
    }

    private List<CompletableFuture<ObjectRef>> putWhileHeld(ObjectStore store, int count)
            throws InterruptedException {
        return putWhileHeld(store, bucket, count);
    }

    /** Puts, and waits until as many requests wait as may be under way. */
    private static List<CompletableFuture<ObjectRef>> putWhileHeld(
            ObjectStore store, MemoryBucket bucket, int count) throws InterruptedException {
        bucket.hold();
        List<CompletableFuture<ObjectRef>> puts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            puts.add(store.put(Payload.of(content(i))).toCompletableFuture());
            while (i == 2 && bucket.heldBack() == 0) {
                Thread.onSpinWait();
            }
        }
        return puts;
    }

    private List<String> indexes() {
        return bucket.objects.keySet().stream().filter(key -> key.startsWith("index/")).toList();
    }

    /** The ids of the numbers from the first to before the second, the third to the fourth... */
    private static Set<io.multimodal.store.ref.ContentId> ids(int... bounds) {
        Set<io.multimodal.store.ref.ContentId> ids = new HashSet<>();
        for (int i = 0; i < bounds.length; i += 2) {
            IntStream.range(bounds[i], bounds[i + 1]).forEach(number -> ids.add(id(number)));
        }
        return ids;
    }
}
