// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import io.multimodal.store.error.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes whole files so that they are there or not there: into the temporary folder, synced, then
 * linked to their name. Thread-safe.
 */
public final class DurableFiles implements AutoCloseable {
    private final Disk disk;
    private final Path temporary;
    private final String prefix = randomName();
    private final WriterLock lock;
    private final AtomicLong next = new AtomicLong();
    private final Set<Path> durableDirectories = ConcurrentHashMap.newKeySet();

    public DurableFiles(Disk disk, Path temporary) {
        this.disk = disk;
        this.temporary = temporary;
        this.lock = new WriterLock(temporary, prefix);
    }

    private static String randomName() {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public Disk disk() {
        return disk;
    }

    /** Tells other processes that what bears a name of this writer is being written. */
    public void announce() {
        lock.take();
    }

    /**
     * Says that this writer is gone.
     *
     * @param complete whether it left nothing that others have to finish
     */
    public void close(boolean complete) {
        if (complete) {
            lock.close();
        } else {
            lock.release();
        }
    }

    @Override
    public void close() {
        close(true);
    }

    /** A name in the temporary folder that no other writer uses. */
    public Path newTemporary() {
        return temporary.resolve(newName());
    }

    /** A name that nobody has used, nor will. */
    public String newName() {
        return prefix + "-" + next.getAndIncrement();
    }

    /** Writes a file and syncs its content; it has its temporary name still. */
    public Path writeTemporary(byte[] content, boolean sync) throws StoreException {
        Path file = newTemporary();
        try (Disk.OpenFile open = disk.create(file)) {
            open.write(content, 0, content.length);
            if (sync) {
                open.sync();
            }
            return file;
        } catch (IOException e) {
            discard(file);
            throw LocalErrors.of("write", file, e);
        }
    }

    /**
     * Gives a synced temporary file its name, unless a file of the same size has it; one of another
     * size is damage and is replaced. The temporary name is gone afterwards. The directory is still
     * to be synced.
     *
     * @return whether the file was not there before
     */
    public boolean publish(Path file, Path name, long sizeBytes) throws StoreException {
        try {
            disk.link(file, name);
            return true;
        } catch (FileAlreadyExistsException e) {
            return replaceDamaged(file, name, sizeBytes);
        } catch (IOException e) {
            throw LocalErrors.of("publish", name, e);
        } finally {
            discard(file);
        }
    }

    /** Gives a file its name in place of another. */
    public void replace(Path file, Path name) throws StoreException {
        try {
            disk.replace(file, name);
        } catch (IOException e) {
            discard(file);
            throw LocalErrors.of("replace", name, e);
        }
    }

    private boolean replaceDamaged(Path file, Path name, long sizeBytes) throws StoreException {
        try {
            if (Files.size(name) == sizeBytes) {
                return false;
            }
            disk.replace(file, name);
            return true;
        } catch (IOException e) {
            throw LocalErrors.of("replace", name, e);
        }
    }

    /** Looks again which directories there are, since one was removed under this writer. */
    public void forgetDirectories() {
        durableDirectories.clear();
    }

    /** Makes a directory and those above it durable, each only once per store. */
    public void makeDirectories(Path directory) throws StoreException {
        if (durableDirectories.contains(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        try {
            if (parent != null && !Files.isDirectory(parent)) {
                makeDirectories(parent);
            }
            disk.createDirectory(directory);
            if (parent != null && Files.isReadable(parent)) {
                disk.syncDirectory(parent);
            }
        } catch (FileAlreadyExistsException e) {
            throw LocalErrors.of(
                    "make the folder",
                    directory,
                    new java.nio.file.NotDirectoryException(directory.toString()));
        } catch (IOException e) {
            throw LocalErrors.of("make the folder", directory, e);
        }
        durableDirectories.add(directory);
    }

    /** Makes a directory without syncing anything. */
    public void makeDirectory(Path directory) throws StoreException {
        try {
            disk.createDirectory(directory);
        } catch (IOException e) {
            throw LocalErrors.of("make the folder", directory, e);
        }
    }

    /** Removes a temporary file as well as it can; what stays is garbage, not damage. */
    public void discard(Path file) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            // The next verify names it.
        }
    }
}
