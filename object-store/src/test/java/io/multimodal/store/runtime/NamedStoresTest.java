// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.CacheConfig;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.local.LocalStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.StallingStoreProvider.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stores that are configured beside the default one: found when needed, each by itself. */
@Timeout(60)
class NamedStoresTest {
    private static final StoredRef NOBODYS =
            new StoredRef(42, ContentId.hash("x"), 5000, Optional.empty());

    @TempDir Path folder;

    @Test
    void oneThatHangsBlocksNoOther() throws Exception {
        Server hangs = StallingStoreProvider.server("hangs");
        StoredRef inZ = put("z");
        StoredRef alsoInZ = put("z", 6000);
        try (StoreRuntime stores = acquire(Map.of("a", "stalling:hangs", "z", uri("z")))) {
            assertThat(stores.read(inZ, 5000)).hasSize(5000);
            assertThat(stores.read(alsoInZ, 6000)).hasSize(6000);
            assertThat(hangs.answers.getCount()).as("still hanging").isEqualTo(1);
        }
    }

    @Test
    void oneThatIsDownBlocksNoOtherAndIsTriedAgain() throws Exception {
        StoredRef inZ = put("z");
        try (StoreRuntime stores = acquire(Map.of("a", "stalling:later", "z", uri("z")))) {
            assertThat(stores.read(inZ, 5000)).hasSize(5000);
            Server up = new Server();
            StoredRef inA = put(up.store, 7000);
            assertThatThrownBy(() -> stores.read(inA, 7000))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("[a] of [")
                    .hasMessageContaining("a (cannot be opened)")
                    .hasMessageNotContaining("stalling:")
                    .hasCauseInstanceOf(StoreUnavailableException.class);

            Server server = StallingStoreProvider.server("later");
            server.answers.countDown();
            StoredRef there = put(server.store, 8000);
            assertThat(stores.read(there, 8000)).hasSize(8000);
            assertThat(stores.read(there, 8000)).hasSize(8000);
            assertThat(server.asked).hasValue(1);
        }
    }

    @Test
    void whoWaitsForOneCanBeInterrupted() throws Exception {
        Server hangs = StallingStoreProvider.server("interrupted");
        try (StoreRuntime stores = acquire(Map.of("a", "stalling:interrupted"))) {
            FutureTask<Boolean> read =
                    new FutureTask<>(
                            () -> {
                                assertThatThrownBy(() -> stores.read(NOBODYS, 5000))
                                        .isInstanceOf(StoreUnavailableException.class);
                                return Thread.currentThread().isInterrupted();
                            });
            Thread thread = new Thread(read);
            thread.start();
            while (hangs.asked.get() == 0) {
                Thread.sleep(1);
            }
            thread.interrupt();
            assertThat(read.get()).isTrue();
        }
    }

    /** A store that comes too late for anybody is closed, and harms nobody. */
    @Test
    void closingWaitsForNoneThatHangs() throws Exception {
        Server hangs = StallingStoreProvider.server("closing");
        StoreRuntime stores = acquire(Map.of("a", "stalling:closing"));
        FutureTask<Void> read =
                new FutureTask<>(
                        () -> {
                            assertThatThrownBy(() -> stores.read(NOBODYS, 5000))
                                    .isInstanceOf(StoreUnavailableException.class);
                            return null;
                        });
        new Thread(read).start();
        while (hangs.asked.get() == 0) {
            Thread.sleep(1);
        }
        stores.close();
        read.get();
    }

    @Test
    void lookingForAStoreMakesNoneAndTellsNoPlaces() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Map<String, String> others =
                Map.of("old", uri("typo"), "new", uri("empty"), "bad", "file:///a b");
        try (StoreRuntime stores = acquire(others)) {
            assertThatThrownBy(() -> stores.read(NOBODYS, 5000))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("0000002a")
                    .hasMessageContaining("old (no store yet)")
                    .hasMessageContaining("main = ")
                    .hasMessageNotContaining(folder.toString());
            assertThat(folder.resolve("typo")).doesNotExist();
            assertThat(empty).isEmptyDirectory();
            // One that somebody makes meanwhile is found.
            StoredRef ref = put("typo");
            assertThat(stores.read(ref, 5000)).hasSize(5000);
        }
    }

    private StoreRuntime acquire(Map<String, String> others) throws StoreException {
        Map<String, String> all = new TreeMap<>(others);
        all.put("main", uri("main"));
        return StoreRuntime.acquire(new StoreConfig(all, "main", CacheConfig.memory(1 << 20)));
    }

    private String uri(String name) {
        return folder.resolve(name).toUri().toString();
    }

    private StoredRef put(String name) throws StoreException {
        return put(name, 5000);
    }

    private StoredRef put(String name, int size) throws StoreException {
        try (ObjectStore store = LocalStore.open(folder.resolve(name))) {
            return put(store, size);
        }
    }

    private static StoredRef put(ObjectStore store, int size) {
        return (StoredRef) store.put(Payload.of(new byte[size])).toCompletableFuture().join();
    }
}
