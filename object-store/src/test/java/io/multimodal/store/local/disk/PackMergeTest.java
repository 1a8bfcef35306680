// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.Payload;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.SealedPack;
import io.multimodal.store.local.LocalStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs that nobody writes any more are sealed, small ones merged, damaged ones named. */
class PackMergeTest {
    private static final int RECORD = PackFormat.RECORD_HEADER_BYTES + 1100;

    @TempDir Path folder;
    private int storeId;

    @BeforeEach
    void make() throws IOException {
        try (ObjectStore store = LocalStore.open(folder)) {
            storeId = store.root().storeId();
        }
        Files.createDirectories(folder.resolve("packs/1"));
    }

    @Test
    void sealsWhatADeadWriterLeft() throws IOException {
        for (int i = 0; i < 3; i++) {
            abandon("p" + i, 2 * i, 2 * i + 1);
        }
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 6);
            assertThat(names()).singleElement().asString().endsWith(".pack");
            assertThat(damages(store)).isEmpty();
        }
    }

    @Test
    void leavesWhatALivingWriterWrites() throws IOException {
        try (ObjectStore writer = LocalStore.open(folder)) {
            StoredRef ref = put(writer, 0);
            List<String> before = names();
            try (ObjectStore reader = LocalStore.open(folder)) {
                assertThat(ObjectBytes.read(reader, ref, 2000)).isEqualTo(content(0));
                assertThat(names()).isEqualTo(before);
                assertThat(ObjectBytes.read(reader, put(writer, 1), 2000)).isEqualTo(content(1));
            }
        }
    }

    /** Without a lock, as one of an older release, a writer counts as dead after a day. */
    @Test
    void waitsForAWriterOfWhichNothingIsKnown() throws IOException {
        Path pack = abandon("0123456789abcdef01234567-0", 0);
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 1);
        }
        assertThat(pack).exists();
        Files.setLastModifiedTime(pack, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Files.createFile(folder.resolve("packs/1/x"));
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 1);
        }
        assertThat(pack).doesNotExist();
    }

    @Test
    void takesOverFromAWriterWhoseLockIsFree() throws IOException {
        Path pack = abandon("0123456789abcdef01234567-0", 0);
        Files.createFile(folder.resolve("tmp/0123456789abcdef01234567.lock"));
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 1);
        }
        assertThat(pack).doesNotExist();
        assertThat(names()).singleElement().asString().endsWith(".pack");
    }

    @Test
    void mergesManySmallPacksWhenAWriterCloses() throws IOException {
        for (int i = 0; i < 40; i++) {
            seal("s" + i, i, i + 1);
        }
        try (ObjectStore reader = LocalStore.open(folder)) {
            // It knows the packs that go.
            assertReadable(reader, 41);
            try (ObjectStore writer = LocalStore.open(folder)) {
                put(writer, 100);
            }
            assertThat(names()).hasSize(2);
            assertReadable(reader, 41);
            assertThat(missing(reader, 41)).isZero();
        }
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 41);
            assertThat(store.list().map(ObjectSummary::id).distinct()).hasSize(42);
            assertThat(damages(store)).isEmpty();
        }
    }

    @Test
    void leavesADamagedPackSoThatItsDamageIsNamed() throws IOException {
        for (int i = 0; i < 40; i++) {
            seal("s" + i, i);
        }
        flip(folder.resolve("packs/1/s7.pack"), PackFormat.HEADER_BYTES + 2);
        flip(folder.resolve("packs/1/s8.pack"), PackFormat.HEADER_BYTES + 500);
        try (ObjectStore writer = LocalStore.open(folder)) {
            put(writer, 100);
        }
        assertThat(names()).contains("s7.pack", "s8.pack").hasSize(4);
        try (ObjectStore store = LocalStore.open(folder)) {
            assertThat(damages(store)).hasSize(2);
            put(store, 7);
            put(store, 8);
            assertThat(damages(store)).isEmpty();
            assertReadable(store, 40);
        }
    }

    @Test
    void copiesNothingThatWasErasedMeanwhile() throws IOException {
        for (int i = 0; i < 40; i++) {
            seal("s" + i, i);
        }
        try (ObjectStore eraser = LocalStore.open(folder)) {
            eraser.erase(ContentId.hash(content(5)));
        }
        try (ObjectStore writer = LocalStore.open(folder)) {
            put(writer, 100);
        }
        assertThat(names()).hasSize(2);
        try (ObjectStore store = LocalStore.open(folder)) {
            assertThat(missing(store, 40)).isEqualTo(1);
            assertThat(damages(store)).isEmpty();
        }
    }

    /** What is listed while packs go is listed all the same. */
    @Test
    void listsWhatMovesMeanwhile() throws IOException {
        for (int i = 0; i < 40; i++) {
            seal("s" + i, i);
        }
        List<ContentId> listed = new ArrayList<>();
        try (ObjectStore store = LocalStore.open(folder);
                Stream<ObjectSummary> all = store.list()) {
            all.forEach(
                    summary -> {
                        if (listed.isEmpty()) {
                            putAndClose(100);
                        }
                        listed.add(summary.id());
                    });
        }
        assertThat(listed)
                .containsAll(
                        IntStream.range(0, 40).mapToObj(i -> ContentId.hash(content(i))).toList());
    }

    @Test
    void opensByASummaryAndNotesWhatCameLater() throws IOException {
        for (int i = 0; i < 70; i++) {
            seal("s" + i, i);
        }
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 70);
        }
        assertThat(folder.resolve("index/1")).isDirectoryContaining("glob:**/*.index");
        seal("late", 70);
        Files.delete(folder.resolve("packs/1/s3.pack"));
        try (ObjectStore store = LocalStore.open(folder)) {
            assertThat(missing(store, 71)).isEqualTo(1);
        }
        // A summary holds no truth: damage to it is not damage.
        for (Path summary : list(folder.resolve("index/1"))) {
            flip(summary, 2000);
        }
        try (ObjectStore store = LocalStore.open(folder)) {
            assertThat(missing(store, 71)).isEqualTo(1);
            assertThat(damages(store)).isEmpty();
        }
    }

    /** A listing would seal the abandoned pack: reading what a summary names needs none. */
    @Test
    void readsByASummaryAloneAndListsAtTheFirstMissOrPut() throws IOException {
        for (int i = 0; i < 70; i++) {
            seal("s" + i, i);
        }
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 70);
        }
        Path abandoned = abandon("late", 70);
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 70);
            assertThat(abandoned).exists();
            assertReadable(store, 71);
            assertThat(abandoned).doesNotExist();
        }
        seal("later", 71);
        int before = names().size();
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 1);
            put(store, 71);
        }
        assertThat(names()).hasSize(before);
    }

    /** A pack that only the summary names was merged into another one. */
    @Test
    void findsWhatHasMovedOutOfAPackThatASummaryNames() throws IOException {
        for (int i = 0; i < 70; i++) {
            seal("s" + i, i);
        }
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 1);
        }
        seal("merged", 3);
        Files.delete(folder.resolve("packs/1/s3.pack"));
        Files.delete(folder.resolve("packs/1/s4.pack"));
        try (ObjectStore store = LocalStore.open(folder)) {
            assertThat(store.findMissing(Set.of(ref(3).id(), ref(4).id(), ref(5).id())))
                    .containsExactly(ref(4).id());
            assertThat(ObjectBytes.read(store, ref(3), 2000)).isEqualTo(content(3));
            put(store, 4);
        }
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 70);
        }
    }

    @Test
    void namesARecordThatWasLostInAnUnsealedPack() throws IOException {
        byte[] pack = unsealed(0, 1, 2, 3, 4);
        for (int at : new int[] {2, 10, 42, 500}) {
            byte[] flipped = pack.clone();
            flipped[PackFormat.HEADER_BYTES + 2 * RECORD + at] ^= 4;
            Path file = Files.write(folder.resolve("packs/1/p.open"), flipped);
            try (ObjectStore store = LocalStore.open(folder)) {
                assertThat(damages(store)).as("byte %s", at).hasSize(1);
                assertThat(missing(store, 2)).isZero();
                assertThat(damages(store)).as("byte %s, loaded", at).hasSize(1);
            }
            Files.delete(file);
        }
    }

    @Test
    void healsARecordOfAnUnsealedPackWhenItIsPutAgain() throws IOException {
        byte[] pack = unsealed(0, 1, 2, 3, 4);
        pack[PackFormat.HEADER_BYTES + 2 * RECORD + 500] ^= 4;
        Files.write(folder.resolve("packs/1/p.open"), pack);
        try (ObjectStore store = LocalStore.open(folder)) {
            assertThatThrownBy(() -> ObjectBytes.read(store, ref(2), 2000))
                    .isInstanceOf(CorruptObjectException.class);
            put(store, 2);
            assertThat(damages(store)).isEmpty();
            assertReadable(store, 5);
        }
    }

    /** A crash tears what was written since the last sync, of which nobody was told. */
    @Test
    void takesATornBatchForNoDamage() throws IOException {
        byte[] pack = unsealed(0, 1, 2, 3, 4);
        int third = PackFormat.HEADER_BYTES + 2 * RECORD;
        Arrays.fill(pack, third + 10, third + 522, (byte) 0);
        Path file = Files.write(folder.resolve("packs/1/p.open"), pack);
        try (ObjectStore store = LocalStore.openExisting(folder)) {
            assertThat(damages(store)).isEmpty();
        }
        // A mark behind it says that it was synced.
        byte[] marked = Arrays.copyOf(pack, pack.length + PackFormat.RECORD_HEADER_BYTES);
        byte[] mark = PackFormat.syncMark(pack.length);
        System.arraycopy(mark, 0, marked, pack.length, mark.length);
        Files.write(file, marked);
        try (ObjectStore store = LocalStore.openExisting(folder)) {
            assertThat(damages(store)).hasSize(1);
        }
    }

    @Test
    void marksWhatIsSyncedSoThatALostLastRecordIsSeen() throws IOException {
        byte[] killed;
        try (ObjectStore store = LocalStore.open(folder)) {
            put(store, 0);
            put(store, 1);
            killed = Files.readAllBytes(list(folder.resolve("packs/1"))[0]);
        }
        for (Path pack : list(folder.resolve("packs/1"))) {
            Files.delete(pack);
        }
        int last = PackFormat.HEADER_BYTES + RECORD;
        Arrays.fill(killed, last, last + RECORD, (byte) 0);
        Files.write(folder.resolve("packs/1/p.open"), killed);
        try (ObjectStore store = LocalStore.openExisting(folder)) {
            assertThat(damages(store)).hasSize(1);
            assertThat(ObjectBytes.read(store, ref(0), 2000)).isEqualTo(content(0));
        }
    }

    @Test
    void readsAPackBesideAStrayUnsealedOne() throws IOException {
        seal("s", 0, 1);
        Files.write(folder.resolve("packs/1/s.open"), new byte[PackFormat.HEADER_BYTES]);
        flip(folder.resolve("packs/1/s.pack"), PackFormat.HEADER_BYTES + 500);
        try (ObjectStore store = LocalStore.open(folder)) {
            assertThat(damages(store)).hasSize(1);
        }
    }

    @Test
    void acknowledgesNothingInAPackThatLostItsName() throws IOException {
        try (ObjectStore store = LocalStore.open(folder)) {
            put(store, 0);
            for (Path pack : list(folder.resolve("packs/1"))) {
                Files.delete(pack);
            }
            put(store, 1);
            put(store, 0);
        }
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 2);
        }
    }

    /** A writer that was taken for dead: it loses its pack, and nothing that it acknowledged. */
    @Test
    void losesNothingWhenTheWriterLivesAfterAll() throws IOException {
        try (ObjectStore writer = LocalStore.open(folder)) {
            put(writer, 0);
            Path open = list(folder.resolve("packs/1"))[0];
            Files.move(open, open.resolveSibling("taken.open"));
            put(writer, 1);
            try (ObjectStore other = LocalStore.open(folder)) {
                assertReadable(other, 2);
            }
            put(writer, 2);
            assertReadable(writer, 3);
        }
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 3);
        }
    }

    @Test
    void doesNotRelyOnASealedPackThatWasRemoved() throws IOException {
        seal("s", 0);
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 1);
            Files.delete(folder.resolve("packs/1/s.pack"));
            put(store, 0);
        }
        try (ObjectStore store = LocalStore.open(folder)) {
            assertReadable(store, 1);
        }
    }

    @Test
    void leavesNoEmptyPackWhereThereIsNoRoom() throws IOException {
        Disk full =
                new ForwardingDisk() {
                    @Override
                    public OpenFile create(Path file) throws IOException {
                        return file.toString().endsWith(".open")
                                ? new FullFile(super.create(file))
                                : super.create(file);
                    }
                };
        try (ObjectStore store = LocalStore.open(folder, 16, full, 1 << 20)) {
            for (int i = 0; i < 3; i++) {
                int seed = i;
                assertThatThrownBy(() -> put(store, seed)).hasMessageContaining("No space left");
            }
            assertThat(names()).isEmpty();
        }
    }

    private void putAndClose(int seed) {
        try (ObjectStore writer = LocalStore.open(folder)) {
            put(writer, seed);
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path abandon(String name, int... seeds) throws IOException {
        return Files.write(folder.resolve("packs/1/" + name + ".open"), unsealed(seeds));
    }

    private byte[] unsealed(int... seeds) {
        SealedPack sealed = sealed(seeds);
        return Arrays.copyOf(sealed.bytes(), PackFormat.HEADER_BYTES + seeds.length * RECORD);
    }

    private void seal(String name, int... seeds) throws IOException {
        Files.write(folder.resolve("packs/1/" + name + ".pack"), sealed(seeds).bytes());
    }

    private SealedPack sealed(int... seeds) {
        return SealedPack.of(
                storeId,
                1,
                IntStream.of(seeds)
                        .mapToObj(
                                seed ->
                                        new SealedPack.Content(
                                                ContentId.hash(content(seed)), content(seed)))
                        .toList());
    }

    private List<String> names() throws IOException {
        return Stream.of(list(folder.resolve("packs/1")))
                .map(file -> file.getFileName().toString())
                .filter(name -> name.contains("."))
                .sorted()
                .toList();
    }

    private void assertReadable(ObjectStore store, int count) throws StoreException {
        for (int i = 0; i < count; i++) {
            assertThat(ObjectBytes.read(store, ref(i), 2000)).as("%s", i).isEqualTo(content(i));
        }
    }

    private int missing(ObjectStore store, int count) throws StoreException {
        int missing = 0;
        for (int i = 0; i < count; i++) {
            try {
                ObjectBytes.read(store, ref(i), 2000);
            } catch (ObjectNotFoundException | ObjectErasedException e) {
                missing++;
            }
        }
        return missing;
    }

    private StoredRef ref(int seed) {
        byte[] content = content(seed);
        return new StoredRef(storeId, ContentId.hash(content), content.length, Optional.empty());
    }

    private static List<AuditedObject> damages(ObjectStore store) throws StoreException {
        try (Stream<AuditedObject> all = store.audit()) {
            return all.filter(audited -> audited.damage().isPresent()).toList();
        }
    }

    private static StoredRef put(ObjectStore store, int seed) {
        return (StoredRef) store.put(Payload.of(content(seed))).toCompletableFuture().join();
    }

    private static byte[] content(int seed) {
        byte[] bytes = new byte[1100];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Path[] list(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toArray(Path[]::new);
        }
    }

    private static void flip(Path path, long at) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(at);
            int was = file.read();
            file.seek(at);
            file.write(was ^ 4);
        }
    }

    private record FullFile(Disk.OpenFile file) implements Disk.OpenFile {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void sync() throws IOException {
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
