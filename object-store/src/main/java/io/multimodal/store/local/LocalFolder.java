// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.RootFile;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalErrors;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.local.disk.RegularFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a folder a store, or finds that it is one. */
public final class LocalFolder {
    /** What lies in the folder of a store, before or after it has its root. */
    private static final Set<String> OWN_NAMES =
            Set.of(
                    "root",
                    "tmp",
                    "epochs",
                    "objects",
                    "trees",
                    "records",
                    "packs",
                    "index",
                    "erased",
                    "leases",
                    "roots",
                    "released",
                    "horizons",
                    "condemned",
                    "trash",
                    "clocks");

    private LocalFolder() {}

    /** The root of the store in this folder. */
    static StoreRoot existing(LocalLayout layout) throws StoreException {
        return read(layout)
                .orElseThrow(
                        () ->
                                new ObjectNotFoundException(
                                        "There is no store at "
                                                + layout.folder()
                                                + ": it has no file 'root'; check the path, or put"
                                                + " something to make a store"));
    }

    /**
     * The root of the store in this folder, which is made first if there is none. Several processes
     * may try at once: one of them makes it.
     *
     * @param fresh what a new store is to be
     */
    static StoreRoot existingOrNew(
            LocalLayout layout, DurableFiles files, StoreRoot fresh, long firstEpoch)
            throws StoreException {
        Optional<StoreRoot> found = read(layout);
        if (found.isPresent()) {
            return found.get();
        }
        refuseForeignFolder(layout.folder());
        for (Path directory :
                new Path[] {
                    layout.temporary(), layout.epochs(), layout.objects(), layout.records()
                }) {
            files.makeDirectories(directory);
        }
        Path epoch = layout.epochs().resolve(Long.toString(firstEpoch));
        writeOnce(files, epoch, new byte[0]);
        return RootLock.holding(
                epoch,
                () -> {
                    if (read(layout).isEmpty()) {
                        writeOnce(files, layout.root(), RootFile.encode(fresh));
                    }
                    return existing(layout);
                });
    }

    static void writeOnce(DurableFiles files, Path name, byte[] content) throws StoreException {
        Path temporary = files.writeTemporary(content, true);
        try {
            files.disk().link(temporary, name);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            // Somebody else was faster; theirs counts.
        } catch (IOException e) {
            throw LocalErrors.of("write", name, e);
        } finally {
            files.discard(temporary);
        }
        try {
            files.disk().syncDirectory(name.getParent());
        } catch (IOException e) {
            throw LocalErrors.of("sync", name.getParent(), e);
        }
    }

    private static Optional<StoreRoot> read(LocalLayout layout) throws StoreException {
        try {
            return Optional.of(
                    RootFile.decode(
                            RegularFiles.readAllBytes(layout.root()), layout.folder().toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw LocalErrors.of("read", layout.root(), e);
        }
    }

    /** Takes a folder that another process has made a store since the caller looked for a root. */
    public static void refuseForeignFolder(Path folder) throws StoreException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> names = Files.list(folder)) {
            Optional<Path> foreign =
                    names.filter(name -> !OWN_NAMES.contains(name.getFileName().toString()))
                            .findFirst();
            if (foreign.isPresent()) {
                throw new RefusedException(
                        "The folder "
                                + folder
                                + " is not a store and not empty (it holds '"
                                + foreign.get().getFileName()
                                + "'); give an empty or a new folder");
            }
        } catch (IOException e) {
            throw LocalErrors.of("list", folder, e);
        }
    }
}
