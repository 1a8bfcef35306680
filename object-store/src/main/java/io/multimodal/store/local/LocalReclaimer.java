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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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
    public Contents contents(long epoch) throws StoreException {
        Contents all = Contents.NONE;
        for (String kind : KINDS) {
            for (Path file : list(live(kind, epoch))) {
                all = all.plus(size(file));
            }
        }
        return all;
    }

    @Override
    public Contents remove(long epoch) throws StoreException {
        Contents all = Contents.NONE;
        for (String kind : KINDS) {
            all = all.plus(move(live(kind, epoch), trash(kind, epoch)));
        }
        return all;
    }

    @Override
    public boolean hasTrash() {
        return true;
    }

    @Override
    public Contents restore(long epoch) throws StoreException {
        Contents all = Contents.NONE;
        // Indexes last, so that none speaks of a pack that is not there.
        for (String kind : List.of("trees", "objects", "packs", "index")) {
            all = all.plus(move(trash(kind, epoch), live(kind, epoch)));
        }
        return all;
    }

    @Override
    public void emptyTrash(long epoch) throws StoreException {
        for (String kind : KINDS) {
            Path directory = trash(kind, epoch);
            for (Path file : list(directory)) {
                delete(file);
            }
            delete(directory);
        }
        delete(layout.trash(epoch));
    }

    private Contents move(Path from, Path to) throws StoreException {
        Contents moved = Contents.NONE;
        List<Path> there = list(from);
        if (there.isEmpty()) {
            return moved;
        }
        files.forgetDirectories();
        files.makeDirectories(to);
        for (Path file : there) {
            Contents size = size(file);
            try {
                files.disk().replace(file, to.resolve(file.getFileName()));
                moved = moved.plus(size);
            } catch (NoSuchFileException e) {
                // Another sweep has moved it.
            } catch (IOException e) {
                throw LocalErrors.of("move", file, e);
            }
        }
        sync(to);
        sync(from);
        return moved;
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

    private static List<Path> list(Path directory) throws StoreException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        } catch (NoSuchFileException e) {
            return List.of();
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
}
