// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.EpochReclaimer;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.RootFile;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalErrors;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.local.disk.RegularFiles;
import io.multimodal.store.local.pack.PacksAside;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Moves the files of an epoch into the folder {@code trash}, and back. */
final class LocalReclaimer implements EpochReclaimer {
    private static final List<String> KINDS = List.of("index", "packs", "objects", "trees");

    private final LocalLayout layout;
    private final StoreRoot root;
    private final DurableFiles files;

    LocalReclaimer(LocalLayout layout, StoreRoot root, DurableFiles files) {
        this.layout = layout;
        this.root = root;
        this.files = files;
    }

    @Override
    public void fenceOldReleases() throws StoreException {
        files.replace(files.writeTemporary(RootFile.encodeCollected(root), true), layout.root());
        sync(layout.folder());
    }

    @Override
    public boolean isFenced() throws StoreException {
        try {
            return RootFile.isCollected(RegularFiles.readAllBytes(layout.root()));
        } catch (IOException e) {
            throw LocalErrors.of("read", layout.root(), e);
        }
    }

    @Override
    public Contents contents(long epoch, Consumer<Contents> seen) throws StoreException {
        Tally tally = new Tally(seen);
        for (String kind : KINDS) {
            each(live(kind, epoch), file -> tally.add(size(file)));
        }
        return tally.all;
    }

    @Override
    public Contents remove(long epoch, Consumer<Contents> removed) throws StoreException {
        Tally tally = new Tally(removed);
        for (String kind : KINDS) {
            move(live(kind, epoch), trash(kind, epoch), tally);
        }
        return tally.all;
    }

    @Override
    public boolean hasTrash() {
        return true;
    }

    @Override
    public Contents restore(long epoch) throws StoreException {
        Tally tally = new Tally(restored -> {});
        // Indexes last, so that none speaks of a pack that is not there.
        for (String kind : List.of("trees", "objects", "packs", "index")) {
            move(trash(kind, epoch), live(kind, epoch), tally);
        }
        return tally.all;
    }

    @Override
    public void emptyTrash(long epoch) throws StoreException {
        for (String kind : KINDS) {
            Path directory = trash(kind, epoch);
            each(directory, this::delete);
            delete(directory);
        }
        delete(layout.trash(epoch));
    }

    @Override
    public Map<ContentId, Long> findInTrash(Set<ContentId> ids) throws StoreException {
        Map<ContentId, Long> found = new HashMap<>();
        each(
                layout.trash(),
                directory -> {
                    long epoch = Long.parseLong(directory.getFileName().toString());
                    for (ContentId id : ids) {
                        if (Files.exists(trash("objects", epoch).resolve(id.hex()))) {
                            found.merge(id, epoch, Math::max);
                        }
                    }
                    for (ContentId id : PacksAside.find(trash("packs", epoch), epoch, ids)) {
                        found.merge(id, epoch, Math::max);
                    }
                });
        return found;
    }

    /** The same name in another folder: made when the first file comes, so that none is empty. */
    private void move(Path from, Path to, Tally moved) throws StoreException {
        boolean[] made = {false};
        each(
                from,
                file -> {
                    if (!made[0]) {
                        files.forgetDirectories();
                        files.makeDirectories(to);
                        made[0] = true;
                    }
                    Contents size = size(file);
                    try {
                        files.disk().replace(file, to.resolve(file.getFileName()));
                        moved.add(size);
                    } catch (NoSuchFileException e) {
                        // Another sweep has moved it.
                    } catch (IOException e) {
                        throw LocalErrors.of("move", file, e);
                    }
                });
        if (made[0]) {
            sync(to);
            sync(from);
        }
    }

    private Path live(String kind, long epoch) {
        return layout.folder().resolve(kind).resolve(Long.toString(epoch));
    }

    private Path trash(String kind, long epoch) {
        return layout.trash(epoch).resolve(kind);
    }

    private static Contents size(Path file) throws StoreException {
        try {
            return new Contents(1, Files.size(file));
        } catch (NoSuchFileException e) {
            return Contents.NONE;
        } catch (IOException e) {
            throw LocalErrors.of("look at", file, e);
        }
    }

    /** Holds no more than a page of names, however many there are. */
    private static void each(Path directory, FileAction action) throws StoreException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path file : all) {
                action.on(file);
            }
        } catch (NoSuchFileException e) {
            // Nothing was put there.
        } catch (DirectoryIteratorException e) {
            throw LocalErrors.of("list", directory, e.getCause());
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw LocalErrors.of("list", directory, e);
        }
    }

    private void delete(Path file) throws StoreException {
        try {
            files.disk().delete(file);
        } catch (IOException e) {
            throw LocalErrors.of("delete", file, e);
        }
    }

    private void sync(Path directory) throws StoreException {
        try {
            files.disk().syncDirectory(directory);
        } catch (IOException e) {
            throw LocalErrors.of("sync", directory, e);
        }
    }

    private interface FileAction {
        void on(Path file) throws StoreException;
    }

    /** What was counted so far. */
    private static final class Tally {
        private final Consumer<Contents> listener;
        private Contents all = Contents.NONE;

        Tally(Consumer<Contents> listener) {
            this.listener = listener;
        }

        void add(Contents more) {
            all = all.plus(more);
            listener.accept(more);
        }
    }
}
