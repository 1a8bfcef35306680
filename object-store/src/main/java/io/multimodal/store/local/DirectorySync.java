// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Group commit: everybody who asks while a directory is being synced is served by the next sync
 * together. After a failure nothing is promised any more: the kernel may have dropped what it could
 * not write, and a second sync would say that all is well. Thread-safe.
 */
final class DirectorySync {
    private final Disk disk;
    private final Executor executor;
    private final Map<Path, List<CompletableFuture<Void>>> waiting = new HashMap<>();
    private IOException failure;

    DirectorySync(Disk disk, Executor executor) {
        this.disk = disk;
        this.executor = executor;
    }

    /** Completes when every name that is in the directory now is durable. */
    CompletableFuture<Void> sync(Path directory) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (waiting) {
            if (failure != null) {
                return CompletableFuture.failedFuture(LocalErrors.of("sync", directory, failure));
            }
            List<CompletableFuture<Void>> group = waiting.get(directory);
            if (group != null) {
                group.add(done);
                return done;
            }
            waiting.put(directory, new ArrayList<>(List.of(done)));
        }
        executor.execute(() -> syncUntilNobodyWaits(directory));
        return done;
    }

    private void syncUntilNobodyWaits(Path directory) {
        while (true) {
            List<CompletableFuture<Void>> group;
            synchronized (waiting) {
                group = waiting.get(directory);
                if (group.isEmpty()) {
                    waiting.remove(directory);
                    return;
                }
                waiting.put(directory, new ArrayList<>());
            }
            try {
                disk.syncDirectory(directory);
                group.forEach(done -> done.complete(null));
            } catch (IOException e) {
                synchronized (waiting) {
                    failure = e;
                }
                group.forEach(
                        done -> done.completeExceptionally(LocalErrors.of("sync", directory, e)));
            }
        }
    }
}
