// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.memory.MemoryStore;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCachingStoreTest {
    private static final int CAPACITY = 128 << 20;
    private static final int LARGE = 40 * RangeTree.LEAF_BYTES + 77;

    @TempDir Path folder;

    private final StoreCounters counters = new StoreCounters();
    private final ObjectStore far = new MeteredStore(new MemoryStore(), counters);

    @Test
    void readsAnObjectOnceFromFarAway() throws IOException {
        byte[] bytes = random(300_000);
        StoredRef ref = put(bytes);
        try (DiskCache cache = DiskCache.open(folder, CAPACITY)) {
            ObjectStore store = new DiskCachingStore(far, cache);
            assertThat(store.open(ref).read(0, bytes.length)).isEqualTo(bytes);
            assertThat(store.open(ref).read(7, 3)).isEqualTo(Arrays.copyOfRange(bytes, 7, 10));
            assertThat(store.open(ref).stream().readAllBytes()).isEqualTo(bytes);
            assertThat(readsFromFar()).isEqualTo(1);
        }
    }

    @Test
    void keepsOnlyTheSegmentsThatWereWantedOfALargeObject() throws IOException {
        byte[] bytes = random(LARGE);
        StoredRef ref = put(bytes);
        try (DiskCache cache = DiskCache.open(folder, CAPACITY)) {
            ObjectStore store = new DiskCachingStore(far, cache);
            int at = 5 * RangeTree.LEAF_BYTES - 10;
            for (int round = 0; round < 3; round++) {
                assertThat(store.open(ref).read(at, 20))
                        .isEqualTo(Arrays.copyOfRange(bytes, at, at + 20));
            }
            assertThat(readsFromFar()).isEqualTo(1);
            assertThat(cache.usedBytes()).isLessThan(3 * RangeTree.LEAF_BYTES);

            // The two that are there split the rest into what is before and what is behind them.
            assertThat(store.open(ref).read(0, LARGE)).isEqualTo(bytes);
            assertThat(store.open(ref).read(1, LARGE - 2))
                    .isEqualTo(Arrays.copyOfRange(bytes, 1, LARGE - 1));
            assertThat(bytesFromFar()).isEqualTo(LARGE);
        }
    }

    @Test
    void streamsOverALargePartOfTheCachePassBy() throws IOException {
        byte[] bytes = random(LARGE);
        StoredRef ref = put(bytes);
        try (DiskCache cache = DiskCache.open(folder, LARGE)) {
            ObjectStore store = new DiskCachingStore(far, cache);
            assertThat(store.open(ref).stream().readAllBytes()).isEqualTo(bytes);
            assertThat(cache.usedBytes()).isZero();
        }
    }

    @Test
    void streamsFromDiskTheSecondTime() throws IOException {
        byte[] bytes = random(LARGE);
        StoredRef ref = put(bytes);
        try (DiskCache cache = DiskCache.open(folder, 16L * LARGE)) {
            ObjectStore store = new DiskCachingStore(far, cache);
            for (int round = 0; round < 2; round++) {
                try (InputStream in = store.open(ref).stream()) {
                    assertThat(in.readAllBytes()).isEqualTo(bytes);
                }
            }
            assertThat(bytesFromFar()).isEqualTo(LARGE);
        }
    }

    @Test
    void aLaterProcessFindsWhatAnEarlierOneKept() throws IOException {
        byte[] bytes = random(40_000);
        StoredRef ref = put(bytes);
        for (int process = 0; process < 2; process++) {
            try (DiskCache cache = DiskCache.open(folder, CAPACITY)) {
                ObjectStore store = new DiskCachingStore(far, cache);
                assertThat(store.open(ref).read(0, bytes.length)).isEqualTo(bytes);
            }
        }
        assertThat(readsFromFar()).isEqualTo(1);
    }

    @Test
    void processesThatLiveAtOnceHavePartsOfTheirOwn() throws IOException {
        StoredRef ref = put(random(40_000));
        try (DiskCache one = DiskCache.open(folder, CAPACITY);
                DiskCache two = DiskCache.open(folder, CAPACITY)) {
            var unused = new DiskCachingStore(far, one).open(ref).read(0, 1);
            assertThat(one.usedBytes()).isPositive();
            assertThat(two.usedBytes()).isZero();
        }
    }

    @Test
    void givesTheRightBytesWhicheverByteOnDiskFlips() throws IOException {
        byte[] bytes = random(1500);
        StoredRef ref = put(random(1500));
        try (DiskCache cache = DiskCache.open(folder, CAPACITY)) {
            ObjectStore store = new DiskCachingStore(far, cache);
            var unused = store.open(ref).read(0, 1500);
            Path file = files().get(0);
            for (int at = 0; at < 1500 + 32; at++) {
                byte[] onDisk = Files.readAllBytes(file);
                onDisk[at] ^= 1;
                Files.write(file, onDisk);
                assertThat(store.open(ref).read(0, 1500)).isEqualTo(bytes);
            }
            // Each damage was seen, and the object read again.
            assertThat(readsFromFar()).isEqualTo(1 + 1500 + 32);
        }
    }

    @Test
    void doesNotTakeOneBlockForAnother() throws IOException {
        byte[] bytes = random(LARGE);
        StoredRef ref = put(bytes);
        try (DiskCache cache = DiskCache.open(folder, CAPACITY)) {
            ObjectStore store = new DiskCachingStore(far, cache);
            var unused = store.open(ref).read(0, 2 * RangeTree.LEAF_BYTES);
            Path first = file("-0");
            Files.copy(first, first.resolveSibling("kept"));
            Files.move(file("-1"), first, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(store.open(ref).read(0, 10)).isEqualTo(Arrays.copyOf(bytes, 10));
        }
    }

    @Test
    void survivesThatItsFilesAreTakenAway() throws IOException {
        byte[] bytes = random(5000);
        StoredRef ref = put(bytes);
        try (DiskCache cache = DiskCache.open(folder, CAPACITY)) {
            ObjectStore store = new DiskCachingStore(far, cache);
            for (int round = 0; round < 2; round++) {
                assertThat(store.open(ref).read(0, 5000)).isEqualTo(bytes);
                for (Path file : files()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void staysWithinItsBytesOnDisk() throws IOException {
        long capacity = 4 << 20;
        try (DiskCache cache = DiskCache.open(folder, capacity)) {
            ObjectStore store = new DiskCachingStore(far, cache);
            for (int i = 0; i < 200; i++) {
                byte[] bytes = new byte[60_000];
                bytes[0] = (byte) i;
                var unused = store.open(put(bytes)).read(0, 1);
            }
            assertThat(cache.usedBytes()).isLessThanOrEqualTo(capacity);
        }
        long onDisk = 0;
        for (Path file : files()) {
            onDisk += Files.size(file);
        }
        assertThat(onDisk).isBetween(capacity / 2, capacity);
    }

    @Test
    void forgetsWhatWasErased() throws IOException {
        StoredRef ref = put(random(5000));
        try (DiskCache cache = DiskCache.open(folder, CAPACITY)) {
            ObjectStore store = new DiskCachingStore(far, cache);
            var unused = store.open(ref).read(0, 1);
            store.erase(ref.id());
            assertThat(files()).isEmpty();
            assertThatThrownBy(() -> store.open(ref).read(0, 1))
                    .isInstanceOf(ObjectErasedException.class);
        }
    }

    @Test
    void letsStrayFilesLieAndIsUsedAllTheSame() throws IOException {
        byte[] bytes = random(5000);
        StoredRef ref = put(bytes);
        Files.writeString(folder.resolve("0"), "a file where a part should be");
        Files.createDirectory(folder.resolve("1.lock"));
        Path part = Files.createDirectories(folder.resolve("2"));
        Path stray = Files.writeString(part.resolve(".DS_Store"), "x");
        Path notes = Files.createDirectories(part.resolve("ab/cd")).resolve("notes.txt");
        Files.writeString(notes, "x");
        Path readme = Files.writeString(part.resolve("ab/README"), "x");
        Path torn = Files.writeString(part.resolve("ab/t17"), "x");
        Path old = Files.writeString(part.resolve("ab/" + ref.id().hex()), "of another release");
        for (int process = 0; process < 2; process++) {
            try (DiskCache cache = DiskCache.open(folder, CAPACITY)) {
                ObjectStore store = new DiskCachingStore(far, cache);
                assertThat(store.open(ref).read(0, 5000)).isEqualTo(bytes);
                assertThat(cache).hasToString("128 MiB in " + part);
            }
        }
        assertThat(readsFromFar()).isEqualTo(1);
        assertThat(stray).exists();
        assertThat(notes).exists();
        assertThat(readme).exists();
        assertThat(torn).doesNotExist();
        assertThat(old).doesNotExist();
    }

    @Test
    void refusesAFolderThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> DiskCache.open(file, CAPACITY))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(file.toString());
    }

    private long readsFromFar() {
        return counters.total(StoreMetrics.Operation.READ).calls();
    }

    private long bytesFromFar() {
        return counters.total(StoreMetrics.Operation.READ).bytes();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toList();
        }
    }

    private Path file(String ending) throws IOException {
        return files().stream().filter(file -> file.toString().endsWith(ending)).findAny().get();
    }

    private StoredRef put(byte[] bytes) throws StoreException {
        return (StoredRef) far.put(Payload.of(bytes)).toCompletableFuture().join();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
