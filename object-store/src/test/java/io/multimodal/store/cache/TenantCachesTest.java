// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ForwardingStore;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.RangeTrees;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.VerifiedHandle;
import io.multimodal.store.memory.MemoryStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two tenants behind the caches of one process, one of them hostile: he writes what he likes under
 * his own place, under the digests of the other too, and makes references as he likes.
 */
class TenantCachesTest {
    private static final int VICTIM = 7;
    private static final int HOSTILE = 8;
    private static final int LARGE = 40 * RangeTree.LEAF_BYTES + 77;
    private static final byte[] CONTENT = random(LARGE);

    @TempDir Path folder;

    private final ObjectCache memory = new ObjectCache(512 << 20);
    private final MemoryStore victim = new MemoryStore(new StoreRoot(VICTIM, 0));
    private DiskCache disk;

    @BeforeEach
    void openDisk() throws StoreException {
        disk = DiskCache.open(folder, 512 << 20);
    }

    @AfterEach
    void closeDisk() {
        disk.close();
    }

    @Test
    void whatAForgedReferenceReadIsNotReadByTheTrueOne() throws StoreException {
        StoredRef ref = put(CONTENT);
        // Also where he claims the id of the victim's store.
        for (int claimed : new int[] {HOSTILE, VICTIM}) {
            StoredRef forged =
                    new StoredRef(claimed, ref.id(), LARGE, Optional.of(tree(evil()).root()));
            for (ObjectStore hostile : cached(new HostileStore(claimed))) {
                assertThat(hostile.open(forged).read(0, 100)).isEqualTo(Arrays.copyOf(evil(), 100));
            }
        }
        for (ObjectStore store : cached(victim)) {
            assertThat(store.open(ref).read(0, LARGE)).isEqualTo(CONTENT);
            assertThat(store.open(ref).read(0, 100)).isEqualTo(Arrays.copyOf(CONTENT, 100));
        }
    }

    @Test
    void aLaterProcessTakesNoneForTheOtherEither() throws StoreException {
        StoredRef ref = put(CONTENT);
        StoredRef forged =
                new StoredRef(HOSTILE, ref.id(), LARGE, Optional.of(tree(evil()).root()));
        var unused = new DiskCachingStore(new HostileStore(HOSTILE), disk).open(forged).read(0, 9);
        disk.close();
        disk = DiskCache.open(folder, 512 << 20);
        assertThat(disk.usedBytes()).as("it was kept").isPositive();
        assertThat(new DiskCachingStore(victim, disk).open(ref).read(0, 9))
                .isEqualTo(Arrays.copyOf(CONTENT, 9));
    }

    @Test
    void nobodyReadsWhatOnlyAnotherHas() throws StoreException {
        MemoryStore other = new MemoryStore(new StoreRoot(HOSTILE, 0));
        for (int size : new int[] {2_000_000, LARGE}) {
            StoredRef ref = put(Arrays.copyOf(CONTENT, size));
            StoredRef wanted = new StoredRef(HOSTILE, ref.id(), size, ref.treeRoot());
            for (ObjectStore store : cached(victim)) {
                assertThat(store.open(ref).read(0, 100)).isEqualTo(Arrays.copyOf(CONTENT, 100));
            }
            for (ObjectStore store : cached(other)) {
                assertThatThrownBy(() -> store.open(wanted).read(0, 100))
                        .isInstanceOf(ObjectNotFoundException.class);
            }
        }
    }

    @Test
    void whatOneErasesTheOtherKeeps() throws StoreException {
        MemoryStore other = new MemoryStore(new StoreRoot(HOSTILE, 0));
        byte[] content = Arrays.copyOf(CONTENT, 100_000);
        StoredRef mine = put(content);
        StoredRef theirs = (StoredRef) other.put(Payload.of(content)).toCompletableFuture().join();
        ObjectStore far = new DiskCachingStore(victim, disk);
        var unused = far.open(mine).read(0, 1);
        long used = disk.usedBytes();
        ObjectStore others = new DiskCachingStore(other, disk);
        unused = others.open(theirs).read(0, 1);
        others.erase(theirs.id());
        assertThat(disk.usedBytes()).isEqualTo(used);
        assertThat(far.open(mine).read(0, 100_000)).isEqualTo(content);
    }

    /** A store behind memory, behind disk, and behind both. */
    private List<ObjectStore> cached(ObjectStore store) {
        return List.of(
                new CachingStore(store, memory),
                new DiskCachingStore(store, disk),
                new CachingStore(new DiskCachingStore(store, disk), memory));
    }

    private StoredRef put(byte[] bytes) {
        return (StoredRef) victim.put(Payload.of(bytes)).toCompletableFuture().join();
    }

    private static byte[] evil() {
        byte[] evil = new byte[LARGE];
        Arrays.fill(evil, (byte) 'E');
        return evil;
    }

    private static RangeTree tree(byte[] bytes) {
        RangeTree.Builder tree = new RangeTree.Builder();
        tree.update(bytes, 0, bytes.length);
        return tree.build();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Has other bytes under every digest, with a range tree of their own, and any id. */
    private static final class HostileStore extends ForwardingStore {
        HostileStore(int storeId) {
            super(new MemoryStore(new StoreRoot(storeId, 0)));
        }

        @Override
        public ObjectHandle open(StoredRef ref) {
            return new VerifiedHandle(ref, any -> new EvilObject(), new RangeTrees());
        }

        @Override
        public String toString() {
            return "Hostile";
        }
    }

    private static final class EvilObject implements RawObject {
        private final byte[] bytes = evil();

        @Override
        public String place() {
            return ContentId.hash(bytes).toString();
        }

        @Override
        public long lengthBytes() {
            return bytes.length;
        }

        @Override
        public byte[] read(long offset, int length) {
            return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
        }

        @Override
        public Optional<byte[]> treeDigests() {
            return Optional.of(tree(bytes).digests());
        }

        @Override
        public void close() {}
    }
}
