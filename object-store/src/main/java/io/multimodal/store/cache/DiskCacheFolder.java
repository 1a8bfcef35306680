// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.store.cache.DiskCache.Block;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of a disk cache: {@code <part>/<2 hex>/<block name>}, each a block's bytes and behind
 * them the SHA-256 of the file's name and the bytes, so that a torn, damaged or renamed file is
 * known for what it is. A process holds the lock of its part for as long as it lives. Nothing is
 * synced. What is not a file of a cache is left alone.
 */
final class DiskCacheFolder implements AutoCloseable {
    private static final int MAX_PARTS = 1024;

    /** Files take whole blocks of the disk. */
    private static final int DISK_BLOCK_BYTES = 4096;

    private final Path folder;
    private final int number;
    private final Path part;
    private final FileChannel lock;
    private final AtomicLong temporaries = new AtomicLong();

    private DiskCacheFolder(Path folder, int number, FileChannel lock) throws IOException {
        this.folder = folder;
        this.number = number;
        this.part = Files.createDirectories(folder.resolve(String.valueOf(number)));
        this.lock = lock;
    }

    /** The first part that no living process holds and that can be used. */
    static DiskCacheFolder take(Path folder) throws IOException {
        Files.createDirectories(folder);
        IOException failure = new IOException("all of its " + MAX_PARTS + " parts are in use");
        for (int number = 0; number < MAX_PARTS; number++) {
            FileChannel lock = null;
            try {
                lock = lock(folder, number);
                if (lock != null) {
                    return new DiskCacheFolder(folder, number, lock);
                }
            } catch (IOException e) {
                // Something else has its name; another part may do.
                closeQuietly(lock);
                failure = e;
            }
        }
        throw failure;
    }

    /** The lock of a part, or null where another holds it. */
    private static FileChannel lock(Path folder, int number) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve(number + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            FileLock mine = channel.tryLock();
            locked = mine != null;
            return locked ? channel : null;
        } catch (OverlappingFileLockException e) {
            return null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    /** Tells every block that lies here, with its bytes on disk; removes what is left of others. */
    void forEach(BiConsumer<Block, Integer> each) throws IOException {
        for (Path file : files(part)) {
            String name = file.getFileName().toString();
            Optional<Block> block = BlockName.parse(name);
            if (block.isPresent()) {
                each.accept(block.get(), onDisk(Files.size(file)));
            } else if (BlockName.isGarbage(name)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Whether earlier processes left parts beside this one. */
    boolean hasOtherParts() {
        try {
            return !otherParts().isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    /** Deletes blocks in parts that no living process holds. */
    void deleteInFreeParts(Predicate<Block> erased) {
        try {
            for (int other : otherParts()) {
                FileChannel held = lock(folder, other);
                if (held != null) {
                    try {
                        delete(folder.resolve(String.valueOf(other)), erased);
                    } finally {
                        closeQuietly(held);
                    }
                }
            }
        } catch (IOException e) {
            // It is examined again the next time, or by the process that takes the part.
        }
    }

    private static void delete(Path part, Predicate<Block> erased) throws IOException {
        for (Path file : files(part)) {
            if (BlockName.parse(file.getFileName().toString()).filter(erased).isPresent()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Integer> otherParts() throws IOException {
        List<Integer> others = new ArrayList<>();
        for (Path directory : list(folder)) {
            String name = directory.getFileName().toString();
            if (name.matches("[0-9]{1,4}")
                    && Integer.parseInt(name) != number
                    && Files.isDirectory(directory)) {
                others.add(Integer.parseInt(name));
            }
        }
        return others;
    }

    /** A block's bytes; empty where they are not there or not sound. */
    Optional<byte[]> read(Block block) throws IOException {
        int length = block.lengthBytes();
        byte[] file;
        try (InputStream in = Files.newInputStream(path(block))) {
            file = in.readNBytes(length + ContentId.DIGEST_BYTES);
            if (in.read() >= 0) {
                return Optional.empty();
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (file.length != length + ContentId.DIGEST_BYTES
                || !isSeal(file, length, seal(block, file, 0, length))) {
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOf(file, length));
    }

    /** Writes a block's bytes and says how many bytes of disk they take. */
    int write(Block block, byte[] bytes, int offset, int length) throws IOException {
        Path target = path(block);
        Files.createDirectories(target.getParent());
        Path temporary = target.resolveSibling("t" + temporaries.incrementAndGet());
        try (FileChannel out =
                FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            writeFully(out, ByteBuffer.wrap(bytes, offset, length));
            writeFully(out, ByteBuffer.wrap(seal(block, bytes, offset, length)));
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        return onDisk(length + ContentId.DIGEST_BYTES);
    }

    void delete(Block block) {
        try {
            Files.deleteIfExists(path(block));
        } catch (IOException e) {
            // It is looked at again by the next process.
        }
    }

    @Override
    public void close() {
        closeQuietly(lock);
    }

    @Override
    public String toString() {
        return part.toString();
    }

    private Path path(Block block) {
        return part.resolve(block.ref().id().hex().substring(0, 2)).resolve(BlockName.of(block));
    }

    private static byte[] seal(Block block, byte[] bytes, int offset, int length) {
        MessageDigest digest = ContentId.newDigest();
        digest.update(BlockName.of(block).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) '\n');
        digest.update(bytes, offset, length);
        return digest.digest();
    }

    private static boolean isSeal(byte[] file, int at, byte[] seal) {
        return Arrays.equals(file, at, file.length, seal, 0, seal.length);
    }

    private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static int onDisk(long bytes) {
        long blocks = (bytes + DISK_BLOCK_BYTES - 1) / DISK_BLOCK_BYTES;
        return (int) Math.min(Integer.MAX_VALUE, blocks * DISK_BLOCK_BYTES);
    }

    /** The files of a part that may be its blocks; a directory that cannot be read has none. */
    private static List<Path> files(Path part) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path directory : list(part)) {
            if (BlockName.isDirectory(directory.getFileName().toString())) {
                try {
                    list(directory).stream()
                            .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                            .forEach(files::add);
                } catch (IOException e) {
                    // Nothing in it is needed.
                }
            }
        }
        return files;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void closeQuietly(FileChannel lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            // The system gives the lock back when the process ends.
        }
    }
}
