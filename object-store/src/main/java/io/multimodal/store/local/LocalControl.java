// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalErrors;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.local.disk.RegularFiles;
import io.multimodal.store.record.ControlDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Control documents as files, whose names are synced. */
final class LocalControl implements ControlDocuments {
    private final LocalLayout layout;
    private final DurableFiles files;

    LocalControl(LocalLayout layout, DurableFiles files) {
        this.layout = layout;
        this.files = files;
    }

    @Override
    public void write(String name, byte[] document) throws StoreException {
        Path file = layout.folder().resolve(name);
        files.makeDirectories(file.getParent());
        LocalFolder.writeOnce(files, file, document);
    }

    @Override
    public Optional<byte[]> read(String name) throws StoreException {
        Path file = layout.folder().resolve(name);
        try {
            return Optional.of(RegularFiles.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw LocalErrors.of("read", file, e);
        }
    }

    @Override
    public List<Entry> list(String folder) throws StoreException {
        Path directory = layout.folder().resolve(folder);
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                entries.add(new Entry(file.getFileName().toString(), writtenAt(file)));
            }
            return entries;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw LocalErrors.of("list", directory, e);
        }
    }

    private static Optional<Instant> writtenAt(Path file) throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (NoSuchFileException e) {
            // It was removed meanwhile: whoever lists cannot know.
            return Optional.empty();
        }
    }

    @Override
    public void remove(String name) throws StoreException {
        Path file = layout.folder().resolve(name);
        try {
            files.disk().delete(file);
        } catch (IOException e) {
            throw LocalErrors.of("remove", file, e);
        }
    }
}
