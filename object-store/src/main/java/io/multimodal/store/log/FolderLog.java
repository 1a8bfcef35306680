// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.log;

import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.local.disk.LocalErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.UUID;

/** Documents as files of a folder. A hard link, which replaces nothing, gives a file its name. */
final class FolderLog implements VersionLog {
    private final String what;
    private final Path folder;

    /**
     * @param what is kept here, for messages
     * @param folder is made when the first document is written
     */
    FolderLog(String what, Path folder) {
        this.what = what;
        this.folder = folder;
    }

    @Override
    public boolean exists(long version) throws IOException {
        Path file = file(version);
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw LocalErrors.of("look for", file, e);
        }
    }

    @Override
    public Optional<byte[]> read(long version) throws IOException {
        Path file = file(version);
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new CorruptObjectException(
                        "%s has %d bytes, more than the %d of %s"
                                .formatted(file, size, MAX_BYTES, what));
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw LocalErrors.of("read", file, e);
        }
    }

    @Override
    public boolean write(long version, byte[] document) throws IOException {
        Path file = file(version);
        try {
            Files.createDirectories(folder);
            Path temporary = temporary(document);
            try {
                Files.createLink(file, temporary);
            } finally {
                Files.deleteIfExists(temporary);
            }
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(folder)) {
                return false;
            }
            throw LocalErrors.of("write", file, new NotDirectoryException(folder.toString()));
        } catch (UnsupportedOperationException e) {
            throw new RefusedException(
                    "Cannot write %s: its file system has no hard links, by which one of several writers wins; keep %s in a bucket"
                            .formatted(file, what),
                    e);
        } catch (IOException e) {
            throw LocalErrors.of("write", file, e);
        }
    }

    @Override
    public void empty(long version) throws IOException {
        Files.move(
                temporary(new byte[0]),
                file(version),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private Path temporary(byte[] document) throws IOException {
        Path file = folder.resolve(".being-written-" + UUID.randomUUID());
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(document);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(false);
            return file;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private Path file(long version) {
        return folder.resolve(VersionLog.name(version));
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return folder.toString();
    }
}
