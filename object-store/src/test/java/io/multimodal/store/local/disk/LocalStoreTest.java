// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.BreakingStream;
import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreStatistics;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.local.LocalStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {
    private static final int LARGE = (int) RangeTree.THRESHOLD_BYTES + 3_000_000;

    @TempDir Path parent;

    @Test
    @SuppressWarnings("try") // It is closed within, to see the pack sealed.
    void laysOutItsFolderAsDocumented() throws IOException {
        Path folder = parent.resolve("deep/store");
        try (ObjectStore store = LocalStore.open(folder)) {
            StoredRef ref = put(store, random(2 << 20));
            StoredRef large = put(store, random(LARGE));
            ContentId key = ContentId.hash("key");
            store.records().putIfAbsent("notes", key, new byte[10]);

            assertThat(Files.readString(folder.resolve("root")))
                    .matches(
                            """
                            format=1
                            store=[0-9a-f]{8}
                            inline-threshold-bytes=1024
                            crc32c=[0-9a-f]{8}
                            """);
            assertThat(folder.resolve("epochs/1")).isEmptyFile();
            assertThat(folder.resolve("objects/1/" + ref.id().hex())).hasSize(2 << 20);
            assertThat(folder.resolve("trees/1/" + large.id().hex())).hasSize(44 * 32);
            assertThat(folder.resolve("trees/1/" + ref.id().hex())).doesNotExist();
            assertThat(
                            folder.resolve(
                                    "records/notes/" + key.hex().substring(0, 2) + "/" + key.hex()))
                    .hasSize(18);
            assertThat(folder.resolve("tmp")).isEmptyDirectory();

            put(store, random(4000));
            assertThat(folder.resolve("packs/1")).isDirectoryContaining("glob:**/*.open");
            store.close();
            assertThat(folder.resolve("packs/1")).isDirectoryContaining("glob:**/*.pack");
            assertThat(folder.resolve("packs/1")).isDirectoryNotContaining("glob:**/*.open");
        }
    }

    @Test
    void keepsItsIdAndObjectsWhenItIsOpenedAgain() throws StoreException {
        StoredRef ref;
        try (ObjectStore store = LocalStore.open(parent, 100)) {
            ref = put(store, random(2000));
        }
        try (ObjectStore again = LocalStore.open(parent, 7)) {
            assertThat(again.root().inlineThresholdBytes()).isEqualTo(100);
            assertThat(ObjectBytes.read(again, ref, 2000)).isEqualTo(random(2000));
        }
    }

    @Test
    void putsWhatAnOlderEpochHasAgainIntoThePresentOne() throws IOException {
        StoredRef ref;
        try (ObjectStore store = openLoose(parent)) {
            ref = put(store, random(2000));
        }
        Files.createFile(parent.resolve("epochs/12"));
        try (ObjectStore store = openLoose(parent)) {
            assertThat(ObjectBytes.read(store, ref, 2000)).isEqualTo(random(2000));
            assertThat(put(store, random(2000))).isEqualTo(ref);
            assertThat(parent.resolve("objects/12/" + ref.id().hex())).exists();
            assertThat(parent.resolve("objects/1/" + ref.id().hex())).exists();
            assertThat(StoreStatistics.of(store)).isEqualTo(new StoreStatistics(2, 4000));
        }
    }

    @Test
    void findsObjectsOfAnEpochThatBeganAfterItWasOpened() throws IOException {
        try (ObjectStore reader = openLoose(parent)) {
            Files.createFile(parent.resolve("epochs/2"));
            StoredRef ref;
            try (ObjectStore writer = openLoose(parent)) {
                ref = put(writer, random(3000));
            }
            assertThat(parent.resolve("objects/2/" + ref.id().hex())).exists();
            assertThat(ObjectBytes.read(reader, ref, 3000)).isEqualTo(random(3000));
        }
    }

    @Test
    void neverHandsOutDamagedBytes() throws IOException {
        try (ObjectStore store = openLoose(parent)) {
            StoredRef ref = put(store, random(2000));
            Path file = parent.resolve("objects/1/" + ref.id().hex());
            for (int at = 0; at < 2000; at += 7) {
                flip(file, at);
                assertThatThrownBy(() -> ObjectBytes.read(store, ref, 2000))
                        .isInstanceOf(CorruptObjectException.class)
                        .hasMessageContaining(file.toString());
                flip(file, at);
            }
            assertThat(ObjectBytes.read(store, ref, 2000)).isEqualTo(random(2000));
        }
    }

    @Test
    void readsTheSoundPartsOfADamagedLargeObject() throws IOException {
        try (ObjectStore store = LocalStore.open(parent)) {
            StoredRef ref = put(store, random(LARGE));
            flip(parent.resolve("objects/1/" + ref.id().hex()), 3_000_000);
            assertThat(store.open(ref).read(0, 1000)).hasSize(1000);
            assertThatThrownBy(() -> store.open(ref).read(2_900_000, 10))
                    .isInstanceOf(CorruptObjectException.class);
            assertThatThrownBy(() -> store.open(ref).stream().readAllBytes())
                    .isInstanceOf(CorruptObjectException.class);
        }
    }

    @Test
    void readsLargeObjectsWhoseTreeWasDamagedOrLost() throws IOException {
        try (ObjectStore store = LocalStore.open(parent)) {
            StoredRef ref = put(store, random(LARGE));
            Path tree = parent.resolve("trees/1/" + ref.id().hex());
            flip(tree, 40);
            assertThat(store.open(ref).read(5_000_000, 10)).hasSize(10);
            Files.delete(tree);
            assertThat(ObjectBytes.read(store, ref, LARGE)).isEqualTo(random(LARGE));
        }
    }

    @Test
    void healsADamagedObjectWhenItIsPutAgain() throws IOException {
        try (ObjectStore store = openLoose(parent)) {
            for (int size : new int[] {2000, LARGE}) {
                StoredRef ref = put(store, random(size));
                Path file = parent.resolve("objects/1/" + ref.id().hex());
                Files.write(file, new byte[10]);
                put(store, random(size));
                assertThat(ObjectBytes.read(store, ref, size)).isEqualTo(random(size));
                flip(file, 1500);
                put(store, random(size));
                assertThat(ObjectBytes.read(store, ref, size)).isEqualTo(random(size));
            }
        }
    }

    @Test
    void countsDamagedRecordsAsAbsent() throws IOException {
        try (ObjectStore store = LocalStore.open(parent)) {
            ContentId key = ContentId.hash("key");
            store.records().putIfAbsent("notes", key, random(100));
            Path file =
                    parent.resolve("records/notes/" + key.hex().substring(0, 2) + "/" + key.hex());
            byte[] sound = Files.readAllBytes(file);
            for (int at = 0; at < sound.length; at++) {
                flip(file, at);
                assertThat(store.records().get("notes", key)).isEmpty();
                flip(file, at);
                Files.write(file, java.util.Arrays.copyOf(sound, at));
                assertThat(store.records().get("notes", key)).isEmpty();
                Files.write(file, sound);
            }
            Files.write(file, new byte[3]);
            assertThat(store.records().putIfAbsent("notes", key, random(50))).isTrue();
            assertThat(store.records().get("notes", key)).contains(random(50));
        }
    }

    @Test
    void refusesAFolderThatHoldsSomethingElse() throws IOException {
        Files.writeString(parent.resolve("thesis.tex"), "precious");
        assertThatThrownBy(() -> LocalStore.open(parent))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("thesis.tex");
        assertThat(parent).isDirectoryContaining("glob:**thesis.tex");
        assertThat(parent.toFile().list()).hasSize(1);
    }

    @Test
    void refusesAPathWhereAFileIs() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));
        assertThatThrownBy(() -> LocalStore.open(file.resolve("store")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> LocalStore.open(file)).isInstanceOf(StoreException.class);
    }

    @Test
    void saysThatThereIsNoStore() {
        assertThatThrownBy(() -> LocalStore.openExisting(parent.resolve("none")))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("none");
        assertThat(parent.resolve("none")).doesNotExist();
    }

    @Test
    void noticesEveryFlippedByteOfItsRoot() throws IOException {
        LocalStore.open(parent).close();
        Path root = parent.resolve("root");
        for (int at = 0; at < Files.size(root); at++) {
            flip(root, at);
            assertThatThrownBy(() -> LocalStore.open(parent)).isInstanceOf(StoreException.class);
            flip(root, at);
        }
        LocalStore.open(parent).close();
    }

    @Test
    void refusesAStoreOfANewerFormat() throws IOException {
        String body = "format=3\nstore=00000001\ninline-threshold-bytes=0\n";
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(
                parent.resolve("root"), body + String.format("crc32c=%08x%n", crc.getValue()));
        assertThatThrownBy(() -> LocalStore.open(parent))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("format 3");
    }

    @Test
    void leavesNothingBehindWhenAPayloadBreaks() throws IOException {
        try (ObjectStore store = LocalStore.open(parent)) {
            assertThatThrownBy(
                            () ->
                                    store.put(
                                                    () ->
                                                            new BreakingStream(
                                                                    LARGE,
                                                                    new IOException("broken")))
                                            .toCompletableFuture()
                                            .join())
                    .hasRootCauseMessage("broken");
        }
        try (Stream<Path> left = Files.list(parent.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void refusesPutsAfterItWasClosed() throws StoreException {
        ObjectStore store = LocalStore.open(parent);
        store.close();
        assertThatThrownBy(() -> store.put(Payload.of(random(2000))).toCompletableFuture().join())
                .hasCauseInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
    }

    /** A store that packs nothing. */
    private static LocalStore openLoose(Path folder) throws StoreException {
        return LocalStore.open(folder, 1024, new RealDisk(), 0);
    }

    private static StoredRef put(ObjectStore store, byte[] bytes) {
        ObjectRef ref = store.put(Payload.of(bytes)).toCompletableFuture().join();
        return (StoredRef) ref;
    }

    private static void flip(Path file, int at) throws IOException {
        try (java.io.RandomAccessFile open = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int old = open.read();
            open.seek(at);
            open.write(old ^ 0x10);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
