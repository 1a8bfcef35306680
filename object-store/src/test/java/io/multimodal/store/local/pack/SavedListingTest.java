// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.SealedPack;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.local.disk.RealDisk;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a listing was used shows by a pack that came after it under an unchanged stamp. */
class SavedListingTest {
    private static final int STORE = 7;
    private static final int SUMMARISED = 70;
    private static final int WORTH_SAVING = 10;
    private static final long[] EPOCHS = {1};

    @TempDir Path folder;
    private LocalLayout layout;
    private Path packs;
    private Path listing;

    @BeforeEach
    void writeASummaryOfSeventyPacks() throws IOException {
        layout = new LocalLayout(folder);
        packs = Files.createDirectories(layout.packs(1));
        listing = layout.index(1).resolve("listing");
        Files.createDirectories(layout.temporary());
        for (int i = 0; i < SUMMARISED; i++) {
            seal("s" + i, i);
        }
        assertThat(finds(registry(this::settled), SUMMARISED - 1)).isTrue();
        assertThat(layout.index(1)).isDirectoryContaining("glob:**/*.index");
        assertThat(listing).doesNotExist();
    }

    @Test
    void standsForTheListingOfAnUnchangedFolder() throws IOException {
        save();
        FileStamp before = FileStamp.of(packs);
        seal("late", 100);
        assertThat(finds(registry(path -> before), 100)).isFalse();
        assertThat(finds(registry(path -> before), 3)).isTrue();
        assertThat(finds(registry(FileStamp::of), 100)).isTrue();
    }

    /** As a tool does that copies files with their times. */
    @Test
    void isNotBelievedWhereTheTimeOfModificationWasSetBack() throws IOException {
        save();
        FileTime before = Files.getLastModifiedTime(packs);
        seal("late", 100);
        Files.setLastModifiedTime(packs, before);
        assertThat(finds(registry(FileStamp::of), 100)).isTrue();
    }

    @Test
    void namesThePacksThatNoSummaryNames() throws IOException {
        seal("late", 100);
        Path open = abandon("open", 101);
        save();
        assertThat(listing).content().contains("\nlate.pack\n").contains("\nopen.open\n");
        FileStamp before = FileStamp.of(packs);
        seal("later", 103);
        Files.write(open, record(102, Files.size(open)), StandardOpenOption.APPEND);
        PackRegistry registry = registry(path -> before);
        assertThat(IntStream.of(100, 101, 102).allMatch(seed -> finds(registry, seed))).isTrue();
        assertThat(finds(registry, 103)).isFalse();
    }

    /** Without this check, what comes within one tick of the clock would be missed. */
    @Test
    void isNotSavedWhereAChangeCouldLeaveTheStamp() throws IOException {
        assertThat(finds(registry(FileStamp::of), 100)).isFalse();
        assertThat(listing).doesNotExist();
        long second = TimeUnit.SECONDS.toNanos(1);
        FileStamp folder = new FileStamp(1, 50 * second + 1);
        assertThat(folder.isSettled(new FileStamp(2, 53 * second + 1))).isFalse();
        assertThat(folder.isSettled(new FileStamp(2, 53 * second + 2))).isTrue();
        // The clock of this file system may count whole seconds.
        assertThat(new FileStamp(1, 50 * second).isSettled(new FileStamp(2, 60 * second)))
                .isFalse();
    }

    @Test
    void isNotSavedWhereTheFolderChangesMeanwhile() throws IOException {
        int[] looks = {0};
        FileStamp.Source changing =
                path -> Files.isDirectory(path) ? new FileStamp(1, ++looks[0]) : settled(path);
        assertThat(finds(registry(changing), 100)).isFalse();
        assertThat(looks[0]).isEqualTo(2);
        assertThat(listing).doesNotExist();
    }

    @Test
    void isNotSavedWhereManyPacksHaveNoSummary() throws IOException {
        for (int i = 0; i < 63; i++) {
            seal("t" + i, 200 + i);
        }
        save();
        Files.delete(listing);
        for (int i = 0; i < 2; i++) {
            abandon("u" + i, 300 + i);
        }
        assertThat(finds(registry(this::settled), 100)).isFalse();
        assertThat(listing).doesNotExist();
    }

    @Test
    void isNotBelievedWhereItIsDamaged() throws IOException {
        save();
        FileStamp before = FileStamp.of(packs);
        seal("late", 100);
        byte[] sound = Files.readAllBytes(listing);
        assertThat(finds(registry(path -> before), 100)).isFalse();
        for (int at = 0; at < sound.length; at += 7) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 1;
            Files.write(listing, damaged);
            assertThat(finds(registry(path -> before), 100)).as("byte %s", at).isTrue();
            Files.write(listing, Arrays.copyOf(sound, at));
            assertThat(finds(registry(path -> before), 100)).as("length %s", at).isTrue();
        }
    }

    @Test
    void isNotBelievedWhereTheSummariesAreOthers() throws IOException {
        save();
        FileStamp before = FileStamp.of(packs);
        seal("late", 100);
        Path summary = summary();
        byte[] sound = Files.readAllBytes(summary);
        byte[] damaged = sound.clone();
        damaged[sound.length - 1] ^= 1;
        Files.write(summary, damaged);
        assertThat(finds(registry(path -> before), SUMMARISED - 1)).isTrue();
        assertThat(finds(registry(path -> before), 100)).isTrue();
        Files.write(summary, sound);
        assertThat(finds(registry(path -> before), 100)).isFalse();
        Path another = Files.copy(summary, summary.resolveSibling("another.index"));
        assertThat(finds(registry(path -> before), 100)).isTrue();
        Files.delete(another);
        assertThat(finds(registry(path -> before), 100)).isFalse();
        Files.delete(summary);
        assertThat(finds(registry(path -> before), 100)).isTrue();
    }

    /** A miss lists the folder and saves that, as if it had long been as it is. */
    private void save() throws IOException {
        Instant changed = Files.getLastModifiedTime(packs).toInstant();
        Path probe = layout.temporary().resolve("probe");
        do {
            Files.write(probe, new byte[0]);
        } while (!Files.getLastModifiedTime(probe).toInstant().isAfter(changed));
        assertThat(finds(registry(this::settled), -1)).isFalse();
        assertThat(listing).exists();
    }

    private FileStamp settled(Path path) throws IOException {
        FileStamp stamp = FileStamp.of(path);
        return Files.isDirectory(path)
                ? stamp
                : new FileStamp(stamp.inode(), stamp.changedNanos() + TimeUnit.HOURS.toNanos(1));
    }

    private PackRegistry registry(FileStamp.Source stamps) {
        DurableFiles files = new DurableFiles(new RealDisk(), layout.temporary());
        return new PackRegistry(
                layout,
                new PackReader(),
                PackFileMerger.none(),
                new PackSummaries(STORE, layout, files),
                new SavedListing(STORE, layout, files, stamps, WORTH_SAVING));
    }

    private static boolean finds(PackRegistry registry, int seed) {
        ContentId id = ContentId.hash(content(seed));
        try {
            registry.loadForReading(EPOCHS);
            if (registry.index().find(id).isEmpty()) {
                registry.refresh(EPOCHS);
            }
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
        return !registry.index().find(id).isEmpty();
    }

    private Path summary() throws IOException {
        try (Stream<Path> all = Files.list(layout.index(1))) {
            return all.filter(file -> file.toString().endsWith(".index")).findAny().orElseThrow();
        }
    }

    private void seal(String name, int seed) throws IOException {
        Files.write(packs.resolve(name + ".pack"), sealed(seed));
    }

    private Path abandon(String name, int seed) throws IOException {
        int end = PackFormat.HEADER_BYTES + PackFormat.RECORD_HEADER_BYTES + content(seed).length;
        return Files.write(packs.resolve(name + ".open"), Arrays.copyOf(sealed(seed), end));
    }

    private static byte[] sealed(int seed) {
        byte[] content = content(seed);
        SealedPack.Content packed = new SealedPack.Content(ContentId.hash(content), content);
        return SealedPack.of(STORE, 1, List.of(packed)).bytes();
    }

    private static byte[] record(int seed, long offset) {
        byte[] content = content(seed);
        byte[] record = new byte[PackFormat.RECORD_HEADER_BYTES + content.length];
        PackFormat.putRecord(record, 0, offset, ContentId.hash(content), content);
        return record;
    }

    private static byte[] content(int seed) {
        return ByteBuffer.allocate(200).putInt(seed).array();
    }
}
