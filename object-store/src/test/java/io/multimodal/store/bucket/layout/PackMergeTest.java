// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.layout;

import static io.multimodal.store.bucket.layout.BucketFixture.assertReadable;
import static io.multimodal.store.bucket.layout.BucketFixture.damaged;
import static io.multimodal.store.bucket.layout.BucketFixture.hasBytesOf;
import static io.multimodal.store.bucket.layout.BucketFixture.id;
import static io.multimodal.store.bucket.layout.BucketFixture.key;
import static io.multimodal.store.bucket.layout.BucketFixture.open;
import static io.multimodal.store.bucket.layout.BucketFixture.plant;
import static io.multimodal.store.bucket.layout.BucketFixture.plantIndex;
import static io.multimodal.store.bucket.layout.BucketFixture.put;
import static io.multimodal.store.bucket.layout.BucketFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.bucket.client.MemoryBucket;
import io.multimodal.store.bucket.pack.IndexMerger;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.IndexedPack;
import io.multimodal.store.internal.pack.MergePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that many short processes put into, and one with many packs. */
@Timeout(60)
class PackMergeTest {
    private final MemoryBucket bucket = new MemoryBucket();

    @Test
    void makesOnePackOfManySmallOnesWhenAWriterCloses() throws StoreException {
        plantPairs(100);
        try (ObjectStore reader = open(bucket)) {
            assertReadable(reader, 0, 2);
            try (ObjectStore writer = open(bucket)) {
                put(writer, 1000);
            }
            assertThat(packs()).hasSize(1);
            assertReadable(reader, 0, 200);
        }
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 0, 200);
            assertThat(damaged(store)).isEmpty();
        }
    }

    @Test
    void leavesPacksAloneThatAreFewOrDamaged() throws StoreException {
        List<IndexedPack> few = plantPairs(MergePolicy.ENOUGH - 1);
        putInAProcess(1000);
        assertThat(packs()).hasSize(few.size());
        IndexedPack damaged = plant(bucket, 500, 510);
        plant(bucket, 600, 610);
        bucket.objects.get(key(damaged))[200] ^= 1;
        putInAProcess(1001);
        assertThat(packs()).hasSize(2).contains(key(damaged));
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 0, 2 * few.size());
            assertReadable(store, 600, 610);
        }
    }

    /** The merger ends before each of its writes; then an object is erased and all is read. */
    @Test
    void losesNothingAndBringsNothingBackWhereverItEnds() throws StoreException {
        plantPairs(MergePolicy.ENOUGH);
        open(bucket).close();
        TreeMap<String, byte[]> before = new TreeMap<>(bucket.objects);
        boolean ended = true;
        for (int step = 1; ended; step++) {
            MemoryBucket mortal = new MemoryBucket(new ConcurrentSkipListMap<>(before), step);
            try (ObjectStore store = open(mortal)) {
                put(store, 1000);
            } catch (StoreException | java.util.concurrent.CompletionException e) {
                assertThat(mortal.isGone()).isTrue();
            }
            ended = mortal.isGone();
            MemoryBucket after = new MemoryBucket(mortal.objects, Integer.MAX_VALUE);
            after.objects.keySet().removeIf(key -> key.startsWith("erasing/"));
            try (ObjectStore store = open(after)) {
                assertReadable(store, 0, 2 * MergePolicy.ENOUGH);
                store.erase(id(7));
                assertThat(hasBytesOf(after, 7)).as("step %s", step).isFalse();
                assertReadable(store, 8, 2 * MergePolicy.ENOUGH);
            }
        }
    }

    /** An eraser that does not keep to its turn takes an object out while packs are merged. */
    @Test
    void bringsNothingBackThatIsErasedMeanwhile() throws Exception {
        List<IndexedPack> planted = plantPairs(MergePolicy.ENOUGH);
        ObjectStore merger = open(bucket);
        put(merger, 1000);
        bucket.hold();
        Thread closing = new Thread(() -> close(merger));
        closing.start();
        bucket.awaitHeldBack(key -> key.startsWith("erasing/"));
        bucket.releaseAndHold();
        bucket.awaitHeldBack(key -> key.startsWith("packs/"));
        // The merged pack is under way. What an eraser does in between:
        bucket.objects.put("erased/" + id(6).hex(), new byte[0]);
        bucket.objects.remove(key(planted.get(3)));
        plant(bucket, 7, 8);
        bucket.release();
        closing.join();
        assertThat(hasBytesOf(bucket, 6)).isFalse();
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 0, 6);
            assertReadable(store, 7, 2 * MergePolicy.ENOUGH);
            assertThatThrownBy(() -> ObjectBytes.read(store, ref(6), 1000))
                    .isInstanceOf(ObjectErasedException.class);
        }
    }

    @Test
    void makesOneIndexOfMany() throws StoreException {
        List<IndexedPack> packs = new ArrayList<>();
        for (int i = 0; i < IndexMerger.ENOUGH; i++) {
            packs.add(plant(bucket, 10 * i, 10 * i + 10));
            plantIndex(bucket, List.of(packs.get(i)));
        }
        bucket.objects.remove(key(packs.get(0)));
        putInAProcess(1000);
        assertThat(bucket.objects.keySet()).filteredOn(key -> key.endsWith(".index")).hasSize(1);
        bucket.requests.clear();
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 10, 160);
            assertThat(bucket.count(request -> request.startsWith("GET index/"))).isEqualTo(1);
        }
    }

    @Test
    void opensByIndexesAndListsNothingElse() throws StoreException {
        List<IndexedPack> packs = plantOld(3000);
        plantIndex(bucket, packs);
        bucket.requests.clear();
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 1234, 1235);
        }
        assertThat(bucket.requests).hasSizeLessThan(12);
        assertThat(bucket.count(request -> request.startsWith("LIST packs/"))).isEqualTo(1);
    }

    /** How many packs there are makes no miss dearer, the first one included. */
    @Test
    void listsOnlyWhatIsNewOnAMissWhereIndexesAreComplete() throws StoreException {
        plantIndex(bucket, plantOld(3500));
        bucket.requests.clear();
        try (ObjectStore store = open(bucket)) {
            assertMissing(store, 20_000);
            // Without a mark, all packs are listed once.
            assertThat(listings()).isGreaterThan(4);
        }
        plantMark(System.currentTimeMillis() - 60_000);
        bucket.requests.clear();
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 1234, 1235);
            assertThat(listings()).isEqualTo(1);
            for (int i = 0; i < 50; i++) {
                bucket.requests.clear();
                assertMissing(store, 10_000 + i);
                assertThat(bucket.requests)
                        .map(request -> request.replaceFirst("(objects/1|erased)/.*", "$1"))
                        .containsExactly(
                                "GET objects/1", "LIST epochs/", "LIST packs/1/", "HEAD erased");
                bucket.requests.clear();
                assertThat(store.findMissing(Set.of(id(10_000 + i)))).hasSize(1);
                assertThat(listings()).isEqualTo(1);
            }
            plant(bucket, 9000, 9010);
            assertReadable(store, 9000, 9010);
        }
    }

    @Test
    void listsWhatItHasJustListedOnceOnly() throws StoreException {
        for (int i = 0; i < 2500; i++) {
            plant(bucket, i, i + 1);
        }
        try (ObjectStore store = open(bucket)) {
            bucket.requests.clear();
            assertMissing(store, 10_000);
            // All packs, and those of the last two seconds again, by a thousand.
            assertThat(listings()).isLessThanOrEqualTo(6);
        }
    }

    /** A writer that closes makes indexes complete: what no index named is read and named, too. */
    @Test
    void marksIndexesAsCompleteWhenAWriterCloses() throws StoreException {
        List<IndexedPack> old = plantOld(IndexMerger.WORTH_A_MARK + 200);
        plantIndex(bucket, old.subList(100, 1000));
        plantIndex(bucket, old.subList(1000, old.size()));
        try (ObjectStore store = open(bucket)) {
            // Nobody merges packs that are damaged; they stay many.
            damageAll();
            put(store, 50_000);
            assertMissing(store, 20_000);
        }
        assertThat(bucket.objects.keySet()).filteredOn(key -> key.endsWith(".complete")).hasSize(1);
        assertThat(bucket.objects.keySet()).filteredOn(key -> key.endsWith(".index")).hasSize(1);
        bucket.requests.clear();
        try (ObjectStore store = open(bucket)) {
            assertThat(store.findMissing(Set.of(id(7), id(1100), id(20_001)))).hasSize(1);
            assertThat(listings()).isEqualTo(1);
        }
    }

    @Test
    void listsAllPacksWhereAnIndexThatWasCompleteIsDamaged() throws StoreException {
        List<IndexedPack> old = plantOld(2000);
        plantIndex(bucket, old.subList(0, 1200));
        String second = plantIndex(bucket, old.subList(1200, 2000));
        plantMark(System.currentTimeMillis());
        bucket.objects.get(second)[5000] ^= 1;
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 1100, 2000);
        }
    }

    @Test
    void believesNoMarkAfterAnErasureThatMadeIndexesAnew() throws StoreException {
        String index = plantIndex(bucket, plantOld(2000));
        plantMark(System.currentTimeMillis());
        bucket.objects.get(index)[150_000] ^= 1;
        try (ObjectStore store = open(bucket)) {
            store.erase(id(3));
        }
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 1100, 2000);
        }
    }

    @Test
    void doesNotListAllPacksAgainForEachMiss() throws StoreException {
        plantOld(3500);
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 0, 1);
            bucket.requests.clear();
            for (int i = 0; i < 50; i++) {
                int missing = 10_000 + i;
                assertThatThrownBy(() -> ObjectBytes.read(store, ref(missing), 1000))
                        .isInstanceOf(ObjectNotFoundException.class);
                assertThat(store.findMissing(Set.of(id(missing)))).hasSize(1);
            }
            // A listing of all takes four requests: fifty times twice would be 400.
            assertThat(listings()).isLessThanOrEqualTo(100 + 4);
            plant(bucket, 9000, 9010);
            assertReadable(store, 9000, 9010);
        }
    }

    private void assertMissing(ObjectStore store, int number) {
        assertThatThrownBy(() -> ObjectBytes.read(store, ref(number), 1000))
                .isInstanceOf(ObjectNotFoundException.class);
    }

    private long listings() {
        return bucket.count(request -> request.startsWith("LIST packs/"));
    }

    private void plantMark(long millis) {
        bucket.objects.put("index/1/" + BucketPack.newName(millis) + ".complete", new byte[0]);
    }

    private void damageAll() {
        bucket.objects.forEach(
                (key, bytes) -> {
                    if (key.startsWith("packs/")) {
                        bytes[30] ^= 1;
                    }
                });
    }

    private void putInAProcess(int number) throws StoreException {
        try (ObjectStore store = open(bucket)) {
            put(store, number);
        }
    }

    private List<IndexedPack> plantPairs(int count) {
        List<IndexedPack> planted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            planted.add(plant(bucket, 2 * i, 2 * i + 2));
        }
        return planted;
    }

    /** Packs of one content each that say they were made an hour ago. */
    private List<IndexedPack> plantOld(int count) {
        List<IndexedPack> old = new ArrayList<>();
        long hourAgo = System.currentTimeMillis() - 3_600_000;
        for (int i = 0; i < count; i++) {
            IndexedPack pack = plant(bucket, i, i + 1);
            String name = BucketPack.newName(hourAgo);
            bucket.objects.put("packs/1/" + name + ".pack", bucket.objects.remove(key(pack)));
            old.add(new IndexedPack(name, pack.packBytes(), pack.entries()));
        }
        return old;
    }

    private List<String> packs() {
        return bucket.objects.keySet().stream().filter(key -> key.startsWith("packs/")).toList();
    }

    private static void close(ObjectStore store) {
        try {
            store.close();
        } catch (StoreException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
