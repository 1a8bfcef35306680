// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ForwardingStore;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.memory.MemoryStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another process erases: it works on the store itself, past the caches of this one. */
@Timeout(60)
class ErasureAwareStoreTest {
    private static final int CAPACITY = 512 << 20;

    /** So long that only the look at opening happens. */
    private static final Duration NEVER = Duration.ofDays(1);

    private static final Duration OFTEN = Duration.ofMillis(5);

    @TempDir Path folder;

    private final MemoryStore store = new MemoryStore();

    @Test
    void withoutItACacheHandsOutWhatWasErased() throws IOException {
        StoredRef ref = put(5000);
        ObjectStore cached = new CachingStore(store, new ObjectCache(CAPACITY));
        var unused = cached.open(ref).read(0, 1);
        store.erase(ref.id());
        assertThat(cached.open(ref).read(0, 5000)).hasSize(5000);
    }

    @Test
    void whatAnotherProcessErasedIsGoneFromMemoryAndDiskAfterSomeLooks() throws Exception {
        StoredRef small = put(5000);
        StoredRef large = put(40 * RangeTree.LEAF_BYTES);
        StoredRef kept = put(6000);
        ObjectCache memory = new ObjectCache(CAPACITY);
        try (DiskCache disk = DiskCache.open(folder, CAPACITY);
                ObjectStore aware = aware(store, memory, disk, OFTEN)) {
            // A thread that gets no turn makes caches stale, which are passed by then.
            while (blocks().size() < 3) {
                for (StoredRef ref : List.of(small, large, kept)) {
                    var unused = aware.open(ref).read(0, 1);
                }
            }
            store.erase(small.id());
            store.erase(large.id());
            // Nobody reads them, and still they go.
            while (blocks().size() > 1) {
                Thread.sleep(1);
            }
            assertThat(blocks().get(0)).contains(kept.id().hex());
            for (StoredRef ref : List.of(small, large)) {
                // From memory they go right after they went from the disk.
                while (isRead(aware, ref)) {
                    Thread.sleep(1);
                }
            }
            assertThat(isRead(aware, kept)).isTrue();
        }
    }

    private static boolean isRead(ObjectStore store, StoredRef ref) throws StoreException {
        try {
            return store.open(ref).read(0, 1).length == 1;
        } catch (ObjectErasedException e) {
            return false;
        }
    }

    @Test
    void whatIsPutAgainIsReadAgain() throws Exception {
        StoredRef ref = put(5000);
        store.erase(ref.id());
        try (ObjectStore aware = memoryOnly(store, OFTEN)) {
            assertThat(aware.put(Payload.of(content(5000))).toCompletableFuture().join())
                    .isEqualTo(ref);
            for (int round = 0; round < 20; round++) {
                assertThat(aware.open(ref).read(0, 5000)).isEqualTo(content(5000));
                Thread.sleep(1);
            }
        }
    }

    /** Deterministic: the look at opening is over before anything is read. */
    @Test
    void whatAnEarlierProcessLeftIsLookedThroughBeforeAnythingIsRead() throws Exception {
        StoredRef ref = put(5000);
        StoredRef left = put(7000);
        try (DiskCache first = DiskCache.open(folder, CAPACITY);
                DiskCache second = DiskCache.open(folder, CAPACITY)) {
            var unused = new DiskCachingStore(store, first).open(ref).read(0, 1);
            unused = new DiskCachingStore(store, second).open(left).read(0, 1);
        }
        store.erase(ref.id());
        store.erase(left.id());
        assertThat(blocks()).hasSize(2);
        ObjectCache memory = new ObjectCache(CAPACITY);
        try (DiskCache disk = DiskCache.open(folder, CAPACITY);
                ObjectStore aware = aware(store, memory, disk, NEVER)) {
            assertThat(blocks()).as("in its own part, and in one that nobody has").isEmpty();
            assertThatThrownBy(() -> aware.open(ref).read(0, 1))
                    .isInstanceOf(ObjectErasedException.class);
        }
    }

    @Test
    void whileTheStoreCannotBeAskedItsCachesArePassedBy() throws Exception {
        StoredRef ref = put(5000);
        DeafStore deaf = new DeafStore(store);
        try (ObjectStore aware = memoryOnly(deaf, OFTEN)) {
            var unused = aware.open(ref).read(0, 1);
            deaf.deaf = true;
            store.erase(ref.id());
            boolean erased = false;
            while (!erased) {
                try {
                    unused = aware.open(ref).read(0, 1);
                    Thread.sleep(1);
                } catch (ObjectErasedException e) {
                    erased = true;
                }
            }
        }
    }

    @Test
    void readsThroughTheCachesOtherwise() throws Exception {
        StoredRef ref = put(5000);
        StoreCounters counters = new StoreCounters();
        try (ObjectStore aware = memoryOnly(new MeteredStore(store, counters), NEVER)) {
            for (int round = 0; round < 5; round++) {
                assertThat(aware.open(ref).stream().readAllBytes()).isEqualTo(content(5000));
            }
            assertThat(counters.total(StoreMetrics.Operation.READ).calls()).isEqualTo(1);
            assertThat(aware).hasToString("ErasureAware(Caching(512 MiB, Metered(" + store + ")))");
        }
    }

    private static ObjectStore memoryOnly(ObjectStore bare, Duration interval) {
        ObjectCache memory = new ObjectCache(CAPACITY);
        return new ErasureAwareStore(
                new CachingStore(bare, memory), bare, List.of(memory), interval);
    }

    private static ObjectStore aware(
            ObjectStore bare, ObjectCache memory, DiskCache disk, Duration interval) {
        return new ErasureAwareStore(
                new CachingStore(new DiskCachingStore(bare, disk), memory),
                bare,
                List.of(disk, memory),
                interval);
    }

    private List<String> blocks() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> BlockName.parse(name).isPresent())
                    .toList();
        }
    }

    private StoredRef put(int size) {
        return (StoredRef) store.put(Payload.of(content(size))).toCompletableFuture().join();
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) size);
        return bytes;
    }

    /** Does not say what was erased, while it is deaf. */
    private static final class DeafStore extends ForwardingStore {
        private volatile boolean deaf;

        DeafStore(ObjectStore inner) {
            super(inner);
        }

        @Override
        public Stream<ContentId> erasures() throws StoreException {
            if (deaf) {
                throw new StoreUnavailableException("deaf");
            }
            return inner().erasures();
        }

        @Override
        public String toString() {
            return "Deaf";
        }
    }
}
