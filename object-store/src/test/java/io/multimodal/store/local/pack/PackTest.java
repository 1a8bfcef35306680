// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreStatistics;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.local.LocalStore;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackTest {
    @TempDir Path folder;

    @Test
    void keepsSmallObjectsInOneFile() throws IOException {
        try (ObjectStore store = LocalStore.open(folder)) {
            putAll(store, 500);
        }
        assertThat(packs()).hasSize(1);
        assertThat(folder.resolve("objects").toFile().list()).isEmpty();
        try (ObjectStore store = LocalStore.open(folder)) {
            readAll(store, 100);
            assertThat(StoreStatistics.of(store).objects()).isEqualTo(500);
        }
    }

    @Test
    void doesNotWriteWhatAPackOfThisEpochHas() throws IOException {
        try (ObjectStore store = LocalStore.open(folder)) {
            putAll(store, 50);
            putAll(store, 50);
        }
        try (ObjectStore store = LocalStore.open(folder)) {
            putAll(store, 50);
        }
        assertThat(packs()).hasSize(1);
        Files.createFile(folder.resolve("epochs/2"));
        try (ObjectStore store = LocalStore.open(folder)) {
            putAll(store, 50);
            assertThat(StoreStatistics.of(store).objects()).isEqualTo(100);
        }
    }

    @Test
    @SuppressWarnings("try") // The writer is closed within, to see its pack sealed.
    void readsWhatOthersWriteBesideIt() throws IOException {
        try (ObjectStore reader = LocalStore.open(folder);
                ObjectStore writer = LocalStore.open(folder)) {
            for (int i = 0; i < 20; i++) {
                StoredRef ref = put(writer, content(i));
                assertThat(ObjectBytes.read(reader, ref, 1 << 20)).isEqualTo(content(i));
            }
            writer.close();
            readAll(reader, 20);
        }
    }

    @Test
    void doesNotRelyOnWhatAnotherHasNotSealed() throws IOException {
        try (ObjectStore one = LocalStore.open(folder);
                ObjectStore other = LocalStore.open(folder)) {
            putAll(one, 10);
            putAll(other, 10);
        }
        try (ObjectStore store = LocalStore.open(folder)) {
            assertThat(StoreStatistics.of(store).objects()).isEqualTo(20);
        }
    }

    @Test
    void findsTheRecordsOfAPackThatWasNeverSealed() throws IOException {
        leaveUnsealed(100);
        try (ObjectStore store = LocalStore.open(folder)) {
            readAll(store, 100);
            assertThat(damaged(store)).isEmpty();
        }
    }

    @Test
    void stepsOverATornEnd() throws IOException {
        Path pack = leaveUnsealed(100);
        byte[] whole = Files.readAllBytes(pack);
        for (int cut : new int[] {1, 30, 60, 5000}) {
            Files.write(pack, Arrays.copyOf(whole, whole.length - cut));
            try (ObjectStore store = LocalStore.open(folder)) {
                readAll(store, 95);
            }
        }
    }

    @Test
    void findsTheRecordsBehindADamagedOne() throws IOException {
        Path pack = leaveUnsealed(100);
        // The second record begins behind the pack's header and the first record.
        flip(pack, PackFormat.HEADER_BYTES + PackFormat.RECORD_HEADER_BYTES + 1100 + 2);
        try (ObjectStore store = LocalStore.open(folder)) {
            assertThat(ObjectBytes.read(store, refs(store).get(0), 1 << 20)).isEqualTo(content(0));
            for (int i = 2; i < 100; i++) {
                assertThat(ObjectBytes.read(store, refs(store).get(i), 1 << 20))
                        .isEqualTo(content(i));
            }
        }
    }

    @Test
    void readsAPackWhoseIndexWasDamaged() throws IOException {
        putAndClose(100);
        Path pack = packs().get(0);
        flip(pack, Files.size(pack) - 100);
        try (ObjectStore store = LocalStore.open(folder)) {
            readAll(store, 100);
            assertThat(damaged(store))
                    .singleElement()
                    .satisfies(found -> assertThat(found.damage().get()).contains("index"));
        }
    }

    @Test
    void givesTheBytesOrATypedErrorWhicheverByteOfAPackIsFlipped() throws IOException {
        List<byte[]> contents = List.of(new byte[] {1, 2, 3}, new byte[] {4}, new byte[100]);
        List<StoredRef> refs = new ArrayList<>();
        try (ObjectStore store = LocalStore.open(folder, -1)) {
            contents.forEach(content -> refs.add(put(store, content)));
        }
        Path pack = packs().get(0);
        for (long at = 0; at < Files.size(pack); at++) {
            flip(pack, at);
            try (ObjectStore store = LocalStore.openExisting(folder)) {
                int unreadable = 0;
                for (int i = 0; i < refs.size(); i++) {
                    try {
                        assertThat(ObjectBytes.read(store, refs.get(i), 100))
                                .isEqualTo(contents.get(i));
                    } catch (StoreException e) {
                        unreadable++;
                    }
                }
                assertThat(unreadable).as("byte %s", at).isLessThanOrEqualTo(1);
                assertThat(damaged(store)).as("byte %s", at).isNotEmpty();
            }
            flip(pack, at);
        }
    }

    @Test
    void healsADamagedObjectWhenItIsPutAgain() throws IOException {
        putAndClose(3);
        flip(packs().get(0), PackFormat.HEADER_BYTES + PackFormat.RECORD_HEADER_BYTES + 50);
        for (int round = 0; round < 2; round++) {
            try (ObjectStore store = LocalStore.open(folder)) {
                StoredRef ref = refs(store).get(0);
                if (round == 0) {
                    assertThatThrownBy(() -> ObjectBytes.read(store, ref, 1 << 20))
                            .isInstanceOf(CorruptObjectException.class)
                            .hasMessageContaining("packs/1/");
                    put(store, content(0));
                }
                readAll(store, 3);
            }
        }
    }

    @Test
    void leavesNoByteOfAnErasedObject() throws IOException {
        ObjectStore store = LocalStore.open(folder);
        putAll(store, 5);
        StoredRef inOpenPack = refs(store).get(1);
        assertThat(store.erase(inOpenPack.id())).isEqualTo(1);
        store.close();
        ObjectStore again = LocalStore.open(folder);
        StoredRef inSealedPack = refs(again).get(3);
        assertThat(again.erase(inSealedPack.id())).isEqualTo(1);
        again.close();

        for (StoredRef erased : List.of(inOpenPack, inSealedPack)) {
            try (ObjectStore store3 = LocalStore.open(folder)) {
                assertThatThrownBy(() -> ObjectBytes.read(store3, erased, 1 << 20))
                        .isInstanceOf(ObjectErasedException.class);
                assertThat(damaged(store3)).isEmpty();
                assertThat(StoreStatistics.of(store3).objects()).isEqualTo(3);
            }
        }
        String pack = latin(Files.readAllBytes(packs().get(0)));
        for (int i : new int[] {1, 3}) {
            assertThat(pack).doesNotContain(latin(content(i)).substring(0, 40));
            assertThat(pack).doesNotContain(latin(digest(i)));
        }
        assertThat(pack).contains(latin(content(2)));
    }

    @Test
    void sealsPacksBeforeTheyGrowTooLarge() throws IOException {
        try (ObjectStore store = LocalStore.open(folder)) {
            List<CompletionStage<ObjectRef>> puts = new ArrayList<>();
            for (int i = 0; i < 75; i++) {
                byte[] bytes = new byte[1_000_000];
                new Random(i).nextBytes(bytes);
                puts.add(store.put(Payload.of(bytes)));
            }
            puts.forEach(put -> put.toCompletableFuture().join());
            assertThat(packs()).hasSize(2);
            for (Path pack : packs()) {
                assertThat(Files.size(pack)).isLessThan(64 << 20);
            }
            assertThat(damaged(store)).isEmpty();
        }
    }

    private void putAndClose(int count) throws StoreException {
        try (ObjectStore store = LocalStore.open(folder)) {
            putAll(store, count);
        }
    }

    /** Writes a pack as a process leaves it that was killed. */
    private Path leaveUnsealed(int count) throws IOException {
        ObjectStore store = LocalStore.open(folder);
        putAll(store, count);
        Path open = packs().get(0);
        byte[] bytes = Files.readAllBytes(open);
        store.close();
        Path sealed = packs().get(0);
        Files.delete(sealed);
        return Files.write(open, bytes);
    }

    private List<Path> packs() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("packs"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static List<AuditedObject> damaged(ObjectStore store) throws StoreException {
        try (Stream<AuditedObject> all = store.audit()) {
            return all.filter(audited -> audited.damage().isPresent()).toList();
        }
    }

    private static void putAll(ObjectStore store, int count) {
        for (int i = 0; i < count; i++) {
            put(store, content(i));
        }
    }

    private static void readAll(ObjectStore store, int count) throws StoreException {
        List<StoredRef> refs = refs(store);
        for (int i = 0; i < count; i++) {
            assertThat(ObjectBytes.read(store, refs.get(i), 1 << 20)).isEqualTo(content(i));
        }
    }

    private static List<StoredRef> refs(ObjectStore store) {
        List<StoredRef> refs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            byte[] content = content(i);
            refs.add(
                    new StoredRef(
                            store.root().storeId(),
                            io.multimodal.store.ref.ContentId.hash(content),
                            content.length,
                            java.util.Optional.empty()));
        }
        return refs;
    }

    private static StoredRef put(ObjectStore store, byte[] bytes) {
        return (StoredRef) store.put(Payload.of(bytes)).toCompletableFuture().join();
    }

    private static byte[] content(int i) {
        byte[] bytes = new byte[1100 + i];
        new Random(i).nextBytes(bytes);
        return bytes;
    }

    private static byte[] digest(int i) {
        return io.multimodal.store.ref.ContentId.hash(content(i)).digest();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int old = open.read();
            open.seek(at);
            open.write(old ^ 0x20);
        }
    }
}
