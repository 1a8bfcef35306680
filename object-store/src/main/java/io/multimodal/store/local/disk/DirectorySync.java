// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.GroupCommit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Group commit of names: everybody who asks while a directory is being synced is served by the next
 * sync together. After a failed sync nothing more is promised for that directory: the kernel may
 * have dropped what it could not write, and a second sync would say that all is well. A directory
 * that could not be opened was not synced at all, so the next sync decides. Thread-safe.
 */
public final class DirectorySync {
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final Disk disk;
    private final Executor executor;
    private final Map<Path, Directory> directories = new ConcurrentHashMap<>();

    public DirectorySync(Disk disk, Executor executor) {
        this.disk = disk;
        this.executor = executor;
    }

    /** Completes when every name that is in the directory now is durable. */
    public CompletableFuture<Void> sync(Path directory) {
        return directories.computeIfAbsent(directory, Directory::new).syncs.add(directory);
    }

    private final class Directory {
        private final Path path;
        private final GroupCommit<Path> syncs;

        /** Used by one sync at a time. */
        private Throwable failure;

        Directory(Path path) {
            this.path = path;
            this.syncs =
                    new GroupCommit<>(
                            "sync " + path, executor, 1, GroupCommit.Size.unlimited(), this::sync);
        }

        private CompletableFuture<?> sync(List<Path> askers) throws StoreException {
            if (failure != null) {
                throw LocalErrors.of(
                        "sync", path, new IOException("an earlier sync of it failed", failure));
            }
            try {
                disk.syncDirectory(path);
                return DONE;
            } catch (UnopenedException e) {
                throw LocalErrors.of("open", path, e.getCause());
            } catch (IOException e) {
                failure = e;
                throw LocalErrors.of("sync", path, e);
            } catch (VirtualMachineError e) {
                // It may hide that the sync failed.
                failure = e;
                throw e;
            }
        }
    }
}
