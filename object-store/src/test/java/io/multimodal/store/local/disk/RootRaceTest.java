// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.multimodal.store.StoreRoot;
import io.multimodal.store.local.LocalFolder;
import io.multimodal.store.local.LocalStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All who make a store at once make the same one, where there are no hard links too. */
@Timeout(60)
class RootRaceTest {
    private static final int MAKERS = 4;

    @TempDir Path folder;

    @Test
    void givesAllWhoMakeAStoreAtOnceTheSameRoot() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(MAKERS);
        try {
            for (int round = 0; round < 20; round++) {
                Path store = folder.resolve("store" + round);
                CyclicBarrier start = new CyclicBarrier(MAKERS);
                List<Future<StoreRoot>> roots = new ArrayList<>();
                for (int maker = 0; maker < MAKERS; maker++) {
                    roots.add(
                            threads.submit(
                                    () -> {
                                        start.await();
                                        try (LocalStore made =
                                                LocalStore.open(
                                                        store, 16, new NoLinks(), 1 << 20)) {
                                            return made.root();
                                        }
                                    }));
                }
                Set<StoreRoot> seen = new HashSet<>();
                for (Future<StoreRoot> root : roots) {
                    seen.add(root.get());
                }
                assertThat(seen).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void takesAFolderThatBecameAStoreSinceTheLook() throws Exception {
        Path store = folder.resolve("store");
        LocalStore.open(store, 16, new RealDisk(), 1 << 20).close();
        assertThatCode(() -> LocalFolder.refuseForeignFolder(store)).doesNotThrowAnyException();
    }

    /** A disk that has no hard links: a look, and then a rename, between which others run. */
    private static final class NoLinks extends ForwardingDisk {
        @Override
        public void link(Path existing, Path name) throws IOException {
            if (Files.exists(name)) {
                throw new FileAlreadyExistsException(name.toString());
            }
            LockSupport.parkNanos(100_000);
            replace(existing, name);
        }
    }
}
