// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The file system of the machine. Where it has no hard links, a file is renamed onto its name after
 * a look whether the name is free; for content-addressed files a lost race is harmless, and the
 * root, for which it is not, is written under a {@code RootLock}.
 */
public final class RealDisk implements Disk {
    /**
     * Java copies what is written into native memory that it gets for each request. If that is
     * more, the system maps and clears it each time, which takes longer than writing.
     */
    private static final int MOST_AT_ONCE = 64 << 10;

    private volatile boolean linksWork = true;

    @Override
    public OpenFile create(Path file) throws IOException {
        // Not by a channel: an interrupt must not close the file of a put that is nearly done.
        Files.createFile(file);
        RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
        try {
            return new RealFile(open, file, fileKey(file));
        } catch (IOException e) {
            open.close();
            throw e;
        }
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        if (linksWork) {
            try {
                Files.createLink(name, existing);
                return;
            } catch (UnsupportedOperationException e) {
                linksWork = false;
            } catch (FileAlreadyExistsException | NoSuchFileException e) {
                throw e;
            } catch (FileSystemException e) {
                // Some say so by an error of their own: look whether a rename does better.
            }
        }
        if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(name.toString());
        }
        Files.move(existing, name, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void replace(Path file, Path name) throws IOException {
        Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void overwrite(Path file, long offset, byte[] bytes) throws IOException {
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                open.write(rest, offset + rest.position());
            }
            open.force(true);
        }
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            try {
                Files.createDirectory(directory);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(directory)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = openDirectory(directory)) {
            channel.force(true);
        }
    }

    private static FileChannel openDirectory(Path directory) throws UnopenedException {
        try {
            return FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new UnopenedException(directory, e);
        }
    }

    /** Which file it is; null on file systems that cannot tell. */
    private static Object fileKey(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /**
     * An open file.
     *
     * @param key which file it is: no other file has the same as long as this one is open
     */
    private record RealFile(RandomAccessFile out, Path file, Object key) implements OpenFile {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += MOST_AT_ONCE) {
                out.write(bytes, offset + done, Math.min(MOST_AT_ONCE, length - done));
            }
        }

        @Override
        public void writeTail(byte[] bytes) throws IOException {
            long end = out.getFilePointer();
            out.write(bytes);
            out.seek(end);
        }

        @Override
        public boolean isNamed() throws IOException {
            try {
                return Objects.equals(key, fileKey(file));
            } catch (NoSuchFileException e) {
                return false;
            }
        }

        @Override
        public void sync() throws IOException {
            out.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
