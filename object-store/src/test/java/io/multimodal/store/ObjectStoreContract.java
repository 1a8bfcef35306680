// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.ObjectTooLargeException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every backend and every stack of layers promises. Authors of a backend extend this class and
 * say how to make an empty store.
 */
public abstract class ObjectStoreContract {
    private static final int INLINE_THRESHOLD = 16;
    private static final int LARGE = (int) RangeTree.THRESHOLD_BYTES + 3_500_000;

    private ObjectStore store;

    /**
     * An empty store.
     *
     * @param inlineThresholdBytes its inline threshold
     */
    protected abstract ObjectStore newStore(int inlineThresholdBytes) throws Exception;

    @BeforeEach
    void makeStore() throws Exception {
        store = newStore(INLINE_THRESHOLD);
    }

    @AfterEach
    void closeStore() throws StoreException {
        // There is none where the backend cannot be had here.
        if (store != null) {
            store.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 4096, 65_536, 1_048_577, 8_388_608, 8_388_609, LARGE})
    void givesBackWhatWasPut(int size) throws IOException {
        byte[] bytes = random(size);
        StoredRef ref = (StoredRef) put(bytes);

        assertThat(ref.length()).isEqualTo(size);
        assertThat(ref.id()).isEqualTo(ContentId.hash(bytes));
        assertThat(ref.storeId()).isEqualTo(store.root().storeId());
        assertThat(ObjectBytes.read(store, ref, size)).isEqualTo(bytes);
        try (InputStream in = store.open(ref).stream()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, INLINE_THRESHOLD})
    void putsSmallObjectsIntoTheirReferences(int size) throws StoreException {
        byte[] bytes = random(size);
        ObjectRef ref = put(bytes);

        assertThat(ref).isEqualTo(new InlineRef(bytes));
        assertThat(ObjectBytes.read(store, ref, size)).isEqualTo(bytes);
    }

    @Test
    void storesEmptyObjectsWhereNothingIsInline() throws Exception {
        try (ObjectStore bare = newStore(-1)) {
            StoredRef ref =
                    (StoredRef) bare.put(Payload.of(new byte[0])).toCompletableFuture().join();
            assertThat(ref.length()).isZero();
            assertThat(ObjectBytes.read(bare, ref, 0)).isEmpty();
            assertThat(bare.open(ref).stream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void readsRangesOfSmallAndLargeObjects() throws StoreException {
        for (int size : new int[] {1000, LARGE}) {
            byte[] bytes = random(size);
            ObjectHandle handle = store.open((StoredRef) put(bytes));
            int[][] ranges = {
                {0, 1}, {size - 1, 1}, {size, 0}, {size / 3, 100}, {size / 2, size - size / 2}
            };
            for (int[] range : ranges) {
                assertThat(handle.read(range[0], range[1]))
                        .isEqualTo(
                                java.util.Arrays.copyOfRange(bytes, range[0], range[0] + range[1]));
            }
        }
    }

    @Test
    void refusesRangesOutsideTheObject() throws StoreException {
        ObjectHandle handle = store.open((StoredRef) put(random(1000)));
        assertThatThrownBy(() -> handle.read(999, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> handle.read(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> handle.read(1001, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> handle.read(Long.MAX_VALUE, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void givesTheSameReferenceForTheSameContent() {
        byte[] bytes = random(5000);
        byte[] large = random(LARGE);
        assertThat(put(bytes).toBytes()).isEqualTo(put(bytes.clone()).toBytes());
        assertThat(put(large).toBytes()).isEqualTo(put(large.clone()).toBytes());
    }

    @Test
    void takesManyPutsAtOnce() throws StoreException {
        List<byte[]> contents = new ArrayList<>();
        List<CompletionStage<ObjectRef>> puts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            // Every content twice, so that equal puts meet.
            contents.add(i % 2 == 0 ? random(100 + i) : contents.get(i - 1));
            puts.add(store.put(Payload.of(contents.get(i))));
        }
        for (int i = 0; i < puts.size(); i++) {
            ObjectRef ref = puts.get(i).toCompletableFuture().join();
            assertThat(ObjectBytes.read(store, ref, 1000)).isEqualTo(contents.get(i));
        }
        assertThat(StoreStatistics.of(store).objects()).isEqualTo(100);
    }

    @Test
    void passesOnWhatThePayloadThrows() {
        IOException broken = new IOException("the source is broken");
        assertThatThrownBy(
                        () ->
                                join(
                                        store.put(
                                                () -> {
                                                    throw broken;
                                                })))
                .hasCause(broken);
        assertThatThrownBy(() -> join(store.put(() -> new BreakingStream(LARGE, broken))))
                .hasCause(broken);
    }

    @Test
    void takesPayloadsWhoseExpectedSizeIsWrong() throws StoreException {
        byte[] bytes = random(100_000);
        for (long expected : new long[] {0, 10, 99_999, 1_000_000, Long.MAX_VALUE}) {
            Payload payload =
                    new Payload() {
                        @Override
                        public InputStream open() {
                            return new ByteArrayInputStream(bytes);
                        }

                        @Override
                        public java.util.OptionalLong expectedBytes() {
                            return java.util.OptionalLong.of(expected);
                        }
                    };
            assertThat(ObjectBytes.read(store, join(store.put(payload)), 100_000)).isEqualTo(bytes);
        }
    }

    @Test
    void saysWhichObjectIsNotThere() {
        StoredRef absent =
                new StoredRef(
                        store.root().storeId(), ContentId.hash("absent"), 6, Optional.empty());
        assertThatThrownBy(() -> ObjectBytes.read(store, absent, 10))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining(absent.id().hex());
        assertThatThrownBy(() -> store.open(absent).stream())
                .isInstanceOf(ObjectNotFoundException.class);
    }

    @Test
    void refusesReferencesToAnotherStore() {
        StoredRef foreign =
                new StoredRef(store.root().storeId() + 1, ContentId.hash("x"), 1, Optional.empty());
        assertThatThrownBy(() -> store.open(foreign)).isInstanceOf(RefusedException.class);
    }

    @Test
    void refusesToReadMoreThanTheLimitBeforeItReads() {
        StoredRef huge =
                new StoredRef(
                        store.root().storeId(),
                        ContentId.hash("not there"),
                        1L << 40,
                        Optional.of(ContentId.hash("root")));
        assertThatThrownBy(() -> ObjectBytes.read(store, huge, 1 << 20))
                .isInstanceOf(ObjectTooLargeException.class)
                .hasMessageContaining("1048576");
    }

    @Test
    void refusesReferencesThatLieAboutTheObject() throws StoreException {
        byte[] bytes = random(1000);
        StoredRef ref = (StoredRef) put(bytes);
        StoredRef longer = new StoredRef(ref.storeId(), ref.id(), 1001, Optional.empty());
        StoredRef shorter = new StoredRef(ref.storeId(), ref.id(), 999, Optional.empty());
        StoredRef large = (StoredRef) put(random(LARGE));
        StoredRef otherTree =
                new StoredRef(
                        large.storeId(),
                        large.id(),
                        large.length(),
                        Optional.of(ContentId.hash("another tree")));

        StoredRef longerLarge =
                new StoredRef(large.storeId(), large.id(), large.length() + 1, large.treeRoot());
        for (int round = 0; round < 2; round++) {
            for (StoredRef lie : List.of(longer, shorter, otherTree, longerLarge)) {
                assertThatThrownBy(() -> store.open(lie).read(0, 10))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("the object is sound");
            }
        }
        assertThat(store.open(ref).read(0, 1000)).isEqualTo(bytes);
        assertThat(store.open(large).read(0, LARGE)).isEqualTo(random(LARGE));
    }

    @Test
    void findsWhatIsMissing() throws StoreException {
        ContentId there = ((StoredRef) put(random(100))).id();
        ContentId missing = ContentId.hash("missing");
        assertThat(store.findMissing(Set.of(there, missing))).containsExactly(missing);
        assertThat(store.findMissing(Set.of())).isEmpty();
    }

    @Test
    void listsEveryObject() throws StoreException {
        List<ContentId> ids = new ArrayList<>();
        for (int size : new int[] {100, 200, LARGE}) {
            ids.add(((StoredRef) put(random(size))).id());
        }
        put(random(3));
        try (Stream<ObjectSummary> all = store.list()) {
            assertThat(all.map(ObjectSummary::id)).containsExactlyInAnyOrderElementsOf(ids);
        }
        assertThat(StoreStatistics.of(store)).isEqualTo(new StoreStatistics(3, 300L + LARGE));
    }

    @Test
    void listsEveryObjectWithItsReference() throws StoreException {
        List<ObjectRef> refs = List.of(put(random(100)), put(random(70_000)), put(random(LARGE)));
        try (Stream<ObjectSummary> all = store.list()) {
            assertThat(all.map(copy -> (ObjectRef) copy.ref(store.root().storeId()).get()))
                    .containsExactlyInAnyOrderElementsOf(refs);
        }
    }

    @Test
    void findsEveryObjectSound() throws StoreException {
        for (int size : new int[] {17, 4096, 70_000, 2_000_000, LARGE}) {
            put(random(size));
        }
        try (Stream<AuditedObject> all = store.audit()) {
            assertThat(all.map(AuditedObject::damage)).hasSize(5).containsOnly(Optional.empty());
        }
    }

    @Test
    void erasesAnObjectForGood() throws StoreException {
        for (int size : new int[] {500, LARGE}) {
            StoredRef ref = (StoredRef) put(random(size));
            StoredRef other = (StoredRef) put(random(size + 1));
            store.open(ref).read(0, 10);

            assertThat(store.erase(ref.id())).isEqualTo(1);
            assertThat(store.erase(ref.id())).isZero();
            assertThatThrownBy(() -> store.open(ref).read(0, 10))
                    .isInstanceOf(ObjectErasedException.class)
                    .hasMessageContaining(ref.id().hex());
            assertThat(store.findMissing(Set.of(ref.id(), other.id()))).containsExactly(ref.id());
            assertThat(ObjectBytes.read(store, other, size + 1)).isEqualTo(random(size + 1));

            assertThat(put(random(size))).isEqualTo(ref);
            assertThat(ObjectBytes.read(store, ref, size)).isEqualTo(random(size));
        }
    }

    @Test
    void keepsTheFirstRecordUnderAKey() throws StoreException {
        ContentId key = ContentId.hash("key");
        byte[] first = random(100);
        assertThat(store.records().get("notes", key)).isEmpty();
        assertThat(store.records().putIfAbsent("notes", key, first)).isTrue();
        assertThat(store.records().putIfAbsent("notes", key, random(50))).isFalse();
        assertThat(store.records().get("notes", key)).contains(first);
        assertThat(store.records().get("other", key)).isEmpty();
        try (Stream<ContentId> keys = store.records().keys("notes")) {
            assertThat(keys).containsExactly(key);
        }
        try (Stream<String> spaces = store.records().spaces()) {
            assertThat(spaces).containsExactly("notes");
        }
        try (Stream<ContentId> keys = store.records().keys("none")) {
            assertThat(keys).isEmpty();
        }
    }

    @Test
    void countsAndRemovesRecords() throws StoreException {
        ContentId first = ContentId.hash("first");
        ContentId second = ContentId.hash("second");
        store.records().putIfAbsent("notes", first, random(100));
        store.records().putIfAbsent("notes", second, random(20));
        store.records().putIfAbsent("other", first, random(3));
        assertThat(store.records().usage("notes")).isEqualTo(new RecordStore.Usage(2, 120));
        store.records().remove("notes", first);
        store.records().remove("notes", first);
        assertThat(store.records().get("notes", first)).isEmpty();
        assertThat(store.records().usage("notes")).isEqualTo(new RecordStore.Usage(1, 20));
        assertThat(store.records().usage("other")).isEqualTo(new RecordStore.Usage(1, 3));
        assertThat(store.records().usage("none")).isEqualTo(RecordStore.Usage.NONE);
        assertThat(store.records().putIfAbsent("notes", first, random(5))).isTrue();
        assertThat(store.records().get("notes", first)).contains(random(5));
    }

    @Test
    void keepsEmptyAndLargestRecords() throws StoreException {
        ContentId empty = ContentId.hash("empty");
        ContentId largest = ContentId.hash("largest");
        byte[] bytes = random(RecordStore.MAX_RECORD_BYTES);
        store.records().putIfAbsent("r", empty, new byte[0]);
        store.records().putIfAbsent("r", largest, bytes);
        assertThat(store.records().get("r", empty)).contains(new byte[0]);
        assertThat(store.records().get("r", largest)).contains(bytes);
        assertThatThrownBy(
                        () ->
                                store.records()
                                        .putIfAbsent(
                                                "r",
                                                ContentId.hash("over"),
                                                new byte[RecordStore.MAX_RECORD_BYTES + 1]))
                .isInstanceOf(ObjectTooLargeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "A", "a b", "../../etc"})
    void refusesSpacesThatAreNoNames(String space) {
        assertThatThrownBy(() -> store.records().get(space, ContentId.hash("k")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> store.records().putIfAbsent(space, ContentId.hash("k"), new byte[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closesTwice() throws StoreException {
        store.close();
        store.close();
    }

    /** Puts and waits. */
    protected final ObjectRef put(byte[] bytes) {
        return join(store.put(Payload.of(bytes)));
    }

    private static ObjectRef join(CompletionStage<ObjectRef> put) throws CompletionException {
        return put.toCompletableFuture().join();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }
}
