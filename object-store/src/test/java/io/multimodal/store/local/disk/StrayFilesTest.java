// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.Leftover;
import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.local.LocalStore;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files in the folder of a store that the store did not write. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrayFilesTest {
    @TempDir Path folder;

    @Test
    void namesAPipeAtAnObjectsNameAndHealsIt() throws Exception {
        try (ObjectStore store = openLoose()) {
            StoredRef ref = put(store);
            Path file = folder.resolve("objects/1/" + ref.id().hex());
            Files.delete(file);
            assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
            assertThatThrownBy(() -> ObjectBytes.read(store, ref, 5000))
                    .isInstanceOf(CorruptObjectException.class)
                    .hasMessageContaining("no regular file");
            assertThat(damages(store)).isOne();
            put(store);
            assertThat(ObjectBytes.read(store, ref, 5000)).isEqualTo(content());
            assertThat(damages(store)).isZero();
        }
    }

    @Test
    void namesALinkToNothingAtAnObjectsNameAndHealsIt() throws IOException {
        try (ObjectStore store = openLoose()) {
            StoredRef ref = put(store);
            Path file = folder.resolve("objects/1/" + ref.id().hex());
            Files.delete(file);
            Files.createSymbolicLink(file, folder.resolve("nothing"));
            assertThat(damages(store)).isOne();
            put(store);
            assertThat(ObjectBytes.read(store, ref, 5000)).isEqualTo(content());
            assertThat(damages(store)).isZero();
        }
    }

    @Test
    void healsTheCopiesOfOlderEpochs() throws IOException {
        try (ObjectStore store = openLoose()) {
            StoredRef ref = put(store);
            Files.write(folder.resolve("objects/1/" + ref.id().hex()), new byte[3000]);
        }
        Files.createFile(folder.resolve("epochs/2"));
        try (ObjectStore store = openLoose()) {
            assertThat(damages(store)).isOne();
            put(store);
            assertThat(damages(store)).isZero();
        }
    }

    @Test
    void namesWhatAKilledPutLeftAndRemovesItWhenItIsOld() throws IOException {
        openLoose().close();
        Path left = Files.write(folder.resolve("tmp/0123456789abcdef01234567-3"), new byte[31]);
        try (ObjectStore store = openLoose()) {
            assertThat(store.leftovers())
                    .containsExactly(new Leftover("tmp/0123456789abcdef01234567-3", 31));
            put(store);
            assertThat(left).exists();
        }
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        try (ObjectStore store = openLoose()) {
            put(store);
            assertThat(left).doesNotExist();
            assertThat(store.leftovers()).isEmpty();
        }
    }

    @Test
    void leavesTheFilesOfALivingWriter() throws IOException {
        try (ObjectStore store = openLoose();
                DurableFiles other = new DurableFiles(new RealDisk(), folder.resolve("tmp"))) {
            Path file = other.writeTemporary(new byte[31], false);
            Files.setLastModifiedTime(
                    file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
            put(store);
            assertThat(file).exists();
            assertThat(store.leftovers()).isEmpty();
        }
    }

    private LocalStore openLoose() throws StoreException {
        return LocalStore.open(folder, 16, new RealDisk(), 0);
    }

    private static StoredRef put(ObjectStore store) {
        return (StoredRef) store.put(Payload.of(content())).toCompletableFuture().join();
    }

    private static long damages(ObjectStore store) throws StoreException {
        try (Stream<AuditedObject> all = store.audit()) {
            return all.filter(audited -> audited.damage().isPresent()).count();
        }
    }

    private static byte[] content() {
        byte[] bytes = new byte[3000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
