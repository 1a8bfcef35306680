// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.layer;

import io.multimodal.store.ContentId;
import io.multimodal.store.layer.DiskCache.Block;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a disk cache: {@code <part>/<2 hex>/<digest>[-<leaf>]}, each a block's bytes and
 * behind them the SHA-256 of the file's name and the bytes, so that a torn, damaged or renamed file
 * is known for what it is. A process holds the lock of its part for as long as it lives. Nothing is
 * synced.
 */
final class DiskCacheFolder implements AutoCloseable {
    private static final int MAX_PARTS = 1024;

    /** Files take whole blocks of the disk. */
    private static final int DISK_BLOCK_BYTES = 4096;

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})(?:-([0-9]{1,18}))?");

    private final Path part;
    private final FileChannel lock;
    private final AtomicLong temporaries = new AtomicLong();

    private DiskCacheFolder(Path part, FileChannel lock) {
        this.part = part;
        this.lock = lock;
    }

    /** The first part that no living process holds. */
    static DiskCacheFolder take(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int number = 0; number < MAX_PARTS; number++) {
            Path lockFile = folder.resolve(number + ".lock");
            FileChannel channel =
                    FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                Path part = Files.createDirectories(folder.resolve(String.valueOf(number)));
                return new DiskCacheFolder(part, channel);
            }
            channel.close();
        }
        throw new IOException("all of its " + MAX_PARTS + " parts are in use");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock mine = channel.tryLock();
            return mine != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Tells every block that lies here, with its bytes on disk; removes what is none. */
    void forEach(BiConsumer<Block, Integer> each) throws IOException {
        for (Path directory : list(part)) {
            for (Path file : list(directory)) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    long leaf = name.group(2) == null ? Block.WHOLE : Long.parseLong(name.group(2));
                    Block block = new Block(ContentId.ofHex(name.group(1)), leaf);
                    each.accept(block, onDisk(Files.size(file)));
                } else {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** A block's bytes; empty where they are not there or not sound. */
    Optional<byte[]> read(Block block) throws IOException {
        byte[] file;
        try {
            file = Files.readAllBytes(path(block));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        int length = file.length - ContentId.DIGEST_BYTES;
        if (length < 0 || !isSeal(file, length, seal(block, file, 0, length))) {
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
        try {
            lock.close();
        } catch (IOException e) {
            // The system gives the lock back when the process ends.
        }
    }

    @Override
    public String toString() {
        return part.toString();
    }

    private Path path(Block block) {
        String name = name(block);
        return part.resolve(name.substring(0, 2)).resolve(name);
    }

    private static String name(Block block) {
        return block.leaf() == Block.WHOLE
                ? block.id().hex()
                : block.id().hex() + "-" + block.leaf();
    }

    private static byte[] seal(Block block, byte[] bytes, int offset, int length) {
        MessageDigest digest = ContentId.newDigest();
        digest.update(name(block).getBytes(StandardCharsets.US_ASCII));
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

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }
}
