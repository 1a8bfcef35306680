// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import io.airlift.compress.zstd.ZstdInputStream;
import io.multimodal.store.spool.UnnamedFile;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * What a compressed file holds, in a temporary file that has no name any more: it is gone when it
 * is closed, or when the process ends. Thread-safe.
 */
final class UnpackedFile implements Closeable {
    /** A file that holds more is refused. */
    static final long MOST_BYTES = 64L << 30;

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final int STEP_BYTES = 256 << 10;

    private final FileChannel file;
    private final long sizeBytes;

    private UnpackedFile(FileChannel file, long sizeBytes) {
        this.file = file;
        this.sizeBytes = sizeBytes;
    }

    /**
     * Decompresses a file. Blocks.
     *
     * @return null if it does not begin as gzip or zstd files do
     * @throws MediaException if it is damaged, or holds more than {@link #MOST_BYTES}
     */
    static UnpackedFile of(FileSystem fileSystem, Path path) throws IOException {
        byte[] head;
        try (FSDataInputStream in = fileSystem.open(path)) {
            head = in.readNBytes(4);
        }
        boolean gzip = Arrays.equals(head, 0, Math.min(2, head.length), GZIP, 0, 2);
        return gzip || Arrays.equals(head, ZSTD)
                ? of(
                        fileSystem.open(path),
                        in -> gzip ? new GZIPInputStream(in, STEP_BYTES) : new ZstdInputStream(in))
                : null;
    }

    private static UnpackedFile of(InputStream compressed, Decompression decompression)
            throws IOException {
        FileChannel file = UnnamedFile.open("unpacked");
        try {
            return new UnpackedFile(file, unpack(compressed, decompression, file));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Opens a stream that decompresses another one. */
    @FunctionalInterface
    private interface Decompression {
        InputStream over(InputStream compressed) throws IOException;
    }

    private static long unpack(
            InputStream compressed, Decompression decompression, FileChannel file)
            throws IOException {
        WatchedStream source = new WatchedStream(compressed);
        byte[] step = new byte[STEP_BYTES];
        long total = 0;
        try (InputStream closed = source;
                InputStream in = decompression.over(source)) {
            int count;
            while ((count = in.read(step)) >= 0) {
                total += count;
                if (total > MOST_BYTES) {
                    throw new MediaException(
                            ErrorCode.TOO_LARGE,
                            "it holds more than %d bytes when it is decompressed"
                                    .formatted(MOST_BYTES));
                }
                file.write(ByteBuffer.wrap(step, 0, count));
            }
            return total;
        } catch (MediaException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (source.failure() != null) {
                throw source.failure();
            }
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "it cannot be decompressed after %d bytes; it is cut off or damaged: %s"
                            .formatted(total, e.getMessage()),
                    e);
        }
    }

    /** How many bytes there are. */
    long sizeBytes() {
        return sizeBytes;
    }

    /** The bytes from the beginning; several streams may be read at once. */
    FSDataInputStream open() {
        return new Positioned();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The bytes from a position of its own. */
    private final class Positioned extends FSDataInputStream {
        private long position;

        @Override
        public void seek(long to) {
            position = to;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            try {
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = file.read(ByteBuffer.wrap(target, offset, length), position);
            position += Math.max(0, count);
            return count;
        }
    }
}
