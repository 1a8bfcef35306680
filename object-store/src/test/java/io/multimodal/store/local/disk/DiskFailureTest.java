// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.local.LocalStore;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One step fails once: what was told, and whether later puts are done. */
@Timeout(60)
class DiskFailureTest {
    @TempDir Path folder;

    /** What the next step of the kind that the test breaks throws; null for nothing. */
    private volatile Throwable failure;

    @Test
    void goesOnWhenADirectoryCouldNotBeOpened() throws IOException {
        try (ObjectStore store = openLoose(breaking("objects/1"))) {
            failure =
                    new UnopenedException(
                            folder, new FileSystemException("x", null, "Too many open files"));
            assertThatThrownBy(() -> put(store, 1))
                    .hasCauseInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("Too many open files");
            assertReadable(store, put(store, 1), 1);
        }
    }

    @Test
    void promisesNothingMoreForADirectoryWhoseSyncFailed() throws IOException {
        try (ObjectStore store = openLoose(breaking("objects/1"))) {
            failure = new IOException("Input/output error");
            assertThatThrownBy(() -> put(store, 1)).hasMessageContaining("Input/output error");
            assertThatThrownBy(() -> put(store, 1)).hasMessageContaining("earlier sync");
            assertThatThrownBy(() -> put(store, 2)).hasMessageContaining("earlier sync");
        }
        Disk disk = breaking("objects/1");
        Files.createDirectories(folder.resolve("objects/1"));
        DirectorySync syncs = new DirectorySync(disk, Runnable::run);
        failure = new IOException("Input/output error");
        assertThat(syncs.sync(folder.resolve("objects/1"))).isCompletedExceptionally();
        assertThat(syncs.sync(folder.resolve("epochs"))).isCompleted();
        assertThat(syncs.sync(folder.resolve("objects/1"))).isCompletedExceptionally();
    }

    @Test
    void goesOnAfterAnErrorInTheThreadThatPacks() throws IOException {
        try (ObjectStore store = LocalStore.open(folder, 16, breaking("packs/1"), 1 << 20)) {
            failure = new OutOfMemoryError("Java heap space");
            assertThatThrownBy(() -> put(store, 1))
                    .hasCauseInstanceOf(StoreUnavailableException.class)
                    .hasRootCauseInstanceOf(OutOfMemoryError.class);
            assertReadable(store, put(store, 1), 1);
        }
    }

    @Test
    void failsAPutWhoseThreadMeetsAnError() throws IOException {
        Disk disk =
                new ForwardingDisk() {
                    @Override
                    public OpenFile create(Path file) throws IOException {
                        fail();
                        return super.create(file);
                    }
                };
        try (ObjectStore store = openLoose(disk)) {
            failure = new OutOfMemoryError("Java heap space");
            assertThatThrownBy(() -> put(store, 1))
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseInstanceOf(OutOfMemoryError.class);
            assertReadable(store, put(store, 1), 1);
        }
    }

    @Test
    void overwritesNothingThatIsNotThere() {
        Path file = folder.resolve("none");
        assertThatThrownBy(() -> new RealDisk().overwrite(file, 0, new byte[3]))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
        assertThat(file).doesNotExist();
    }

    /** A disk whose next sync of this directory fails. */
    private Disk breaking(String directory) {
        return new ForwardingDisk() {
            @Override
            public void syncDirectory(Path synced) throws IOException {
                if (synced.equals(folder.resolve(directory))) {
                    fail();
                }
                super.syncDirectory(synced);
            }
        };
    }

    private void fail() throws IOException {
        Throwable now = failure;
        failure = null;
        if (now instanceof Error error) {
            throw error;
        }
        if (now != null) {
            throw (IOException) now;
        }
    }

    private LocalStore openLoose(Disk disk) throws StoreException {
        return LocalStore.open(folder, 16, disk, 0);
    }

    private static StoredRef put(ObjectStore store, int seed) {
        return (StoredRef) store.put(Payload.of(content(seed))).toCompletableFuture().join();
    }

    private static void assertReadable(ObjectStore store, StoredRef ref, int seed)
            throws StoreException {
        assertThat(ObjectBytes.read(store, ref, 5000)).isEqualTo(content(seed));
    }

    private static byte[] content(int seed) {
        byte[] bytes = new byte[3000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
