// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.RecordFrame;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalErrors;
import io.multimodal.store.local.disk.RegularFiles;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/** Records as files, written whole but not synced: a power failure may lose the newest. */
final class LocalRecords implements RecordStore {
    private final Path folder;
    private final DurableFiles files;

    LocalRecords(Path folder, DurableFiles files) {
        this.folder = folder;
        this.files = files;
    }

    @Override
    public boolean putIfAbsent(String space, ContentId key, byte[] value) throws StoreException {
        byte[] framed = RecordFrame.encode(space, key, value);
        Path name = name(space, key);
        if (get(space, key).isPresent()) {
            return false;
        }
        files.makeDirectory(folder.resolve(space));
        files.makeDirectory(name.getParent());
        Path temporary = files.writeTemporary(framed, false);
        try {
            files.disk().link(temporary, name);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (get(space, key).isPresent()) {
                return false;
            }
            files.replace(temporary, name);
            return true;
        } catch (IOException e) {
            throw LocalErrors.of("write", name, e);
        } finally {
            files.discard(temporary);
        }
    }

    @Override
    public Optional<byte[]> get(String space, ContentId key) throws StoreException {
        Path name = name(space, key);
        try {
            return RecordFrame.decode(space, key, RegularFiles.readAllBytes(name));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw LocalErrors.of("read", name, e);
        }
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // Handed to the caller, who closes it.
    public Stream<String> spaces() throws StoreException {
        try {
            return Files.list(folder)
                    .map(space -> space.getFileName().toString())
                    .filter(RecordFrame::isSpace);
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw LocalErrors.of("list", folder, e);
        }
    }

    @Override
    public Stream<ContentId> keys(String space) throws StoreException {
        return records(space).map(file -> ContentId.ofHex(file.getFileName().toString()));
    }

    @Override
    public Usage usage(String space) throws StoreException {
        Usage usage = Usage.NONE;
        try (Stream<Path> records = records(space)) {
            for (Iterator<Path> each = records.iterator(); each.hasNext(); ) {
                usage = usage.plus(usage(each.next()));
            }
        }
        return usage;
    }

    private static Usage usage(Path record) throws StoreException {
        try {
            return RecordFrame.usage(Files.size(record));
        } catch (NoSuchFileException e) {
            return Usage.NONE;
        } catch (IOException e) {
            throw LocalErrors.of("read", record, e);
        }
    }

    @Override
    public void remove(String space, ContentId key) throws StoreException {
        Path name = name(space, key);
        try {
            files.disk().delete(name);
        } catch (IOException e) {
            throw LocalErrors.of("remove", name, e);
        }
    }

    @SuppressWarnings("StreamResourceLeak") // Handed to the caller, who closes it.
    private Stream<Path> records(String space) throws StoreException {
        Path directory = folder.resolve(RecordFrame.checkedSpace(space));
        if (!Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try {
            return Files.walk(directory, 2)
                    .filter(file -> RecordFrame.isKey(file.getFileName().toString()));
        } catch (IOException e) {
            throw LocalErrors.of("list", directory, e);
        }
    }

    private Path name(String space, ContentId key) {
        String hex = key.hex();
        return folder.resolve(RecordFrame.checkedSpace(space))
                .resolve(hex.substring(0, 2))
                .resolve(hex);
    }
}
