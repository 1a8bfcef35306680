// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.spool;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Objects;

/**
 * Bytes that are written once and read again: in memory as long as they are few, then in an {@link
 * UnnamedFile}. Written by one thread; then any may read. Blocks while the file is written or read.
 * The caller closes it.
 */
public final class Spool implements PositionedStream.Source, Closeable {
    private static final int FIRST_BYTES = 8 << 10;

    private final String use;
    private final int maxMemoryBytes;
    private byte[] memory = {};
    private FileChannel file;
    private long sizeBytes;
    private boolean closed;

    /**
     * An empty one.
     *
     * @param use what it is for, a part of the name that its file has for a moment
     * @param maxMemoryBytes the most that it keeps in memory
     */
    public Spool(String use, int maxMemoryBytes) {
        this.use = use;
        this.maxMemoryBytes = maxMemoryBytes;
    }

    /** Adds what remains in a buffer. */
    public void write(ByteBuffer bytes) throws IOException {
        long size = sizeBytes + bytes.remaining();
        if (file == null && size <= maxMemoryBytes) {
            if (size > memory.length) {
                int doubled = Math.max(FIRST_BYTES, 2 * memory.length);
                memory =
                        Arrays.copyOf(
                                memory, (int) Math.max(size, Math.min(maxMemoryBytes, doubled)));
            }
            bytes.get(memory, (int) sizeBytes, bytes.remaining());
        } else {
            if (file == null) {
                file = UnnamedFile.open(use);
                append(ByteBuffer.wrap(memory, 0, (int) sizeBytes));
                memory = new byte[0];
            }
            append(bytes);
        }
        sizeBytes = size;
    }

    private void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** How many bytes were written. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /**
     * A range of the bytes.
     *
     * @throws IndexOutOfBoundsException if they are not all there
     */
    public byte[] read(long offset, int length) throws IOException {
        long end = sizeBytes;
        Objects.checkFromIndexSize(offset, length, end);
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            int count = read(offset + done, bytes, done, length - done);
            if (count < 0) {
                throw new EOFException("A temporary file was cut at " + (offset + done) + " bytes");
            }
            done += count;
        }
        return bytes;
    }

    /** All bytes from the first on; may be called again. Valid until this is closed. */
    public InputStream stream() {
        return new PositionedStream(this);
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("Cannot read bytes that were given back: the spool is closed");
        }
        int count = (int) Math.min(length, sizeBytes - position);
        if (count <= 0) {
            return -1;
        }
        if (file != null) {
            return file.read(ByteBuffer.wrap(target, offset, count), position);
        }
        System.arraycopy(memory, (int) position, target, offset, count);
        return count;
    }

    /** Gives memory and file back; nothing is in it any more. */
    @Override
    public void close() throws IOException {
        closed = true;
        sizeBytes = 0;
        memory = new byte[0];
        if (file != null) {
            file.close();
        }
    }
}
