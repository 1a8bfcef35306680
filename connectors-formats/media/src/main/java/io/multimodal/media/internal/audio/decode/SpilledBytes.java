// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.decode;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Bytes that are written once and read again: in memory as long as they are few, else in a
 * temporary file. The file has no name as soon as it is open: it is gone when this is closed or the
 * process ends, however it ends. Not thread-safe; the caller closes it.
 */
public final class SpilledBytes implements AutoCloseable {
    private static final int FIRST_BYTES = 8 << 10;

    private final int maxMemoryBytes;
    private byte[] memory = new byte[0];
    private int inMemory;
    private FileChannel file;

    /**
     * An empty one.
     *
     * @param maxMemoryBytes the most that it keeps in memory
     */
    public SpilledBytes(int maxMemoryBytes) {
        this.maxMemoryBytes = maxMemoryBytes;
    }

    public void write(byte[] bytes, int length) throws IOException {
        if (file == null && inMemory + (long) length <= maxMemoryBytes) {
            if (inMemory + length > memory.length) {
                int doubled = Math.max(FIRST_BYTES, 2 * memory.length);
                int capacity = Math.max(inMemory + length, Math.min(maxMemoryBytes, doubled));
                memory = Arrays.copyOf(memory, capacity);
            }
            System.arraycopy(bytes, 0, memory, inMemory, length);
            inMemory += length;
            return;
        }
        if (file == null) {
            file = unnamedFile();
            append(memory, inMemory);
            memory = new byte[0];
        }
        append(bytes, length);
    }

    private static FileChannel unnamedFile() throws IOException {
        Path path = Files.createTempFile("multimodal-", ".samples");
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }

    private void append(byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    private long sizeBytes() throws IOException {
        return file == null ? inMemory : file.size();
    }

    /** All bytes from the first on; may be called again. Valid until this is closed. */
    public InputStream open() {
        return new InputStream() {
            private long position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                long left = sizeBytes() - position;
                if (left <= 0) {
                    return length == 0 ? 0 : -1;
                }
                int count = (int) Math.min(length, left);
                SpilledBytes.this.read(position, target, offset, count);
                position += count;
                return count;
            }
        };
    }

    public byte[] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        read(offset, bytes, 0, length);
        return bytes;
    }

    private void read(long from, byte[] target, int offset, int length) throws IOException {
        if (file == null) {
            System.arraycopy(memory, (int) from, target, offset, length);
            return;
        }
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, from + buffer.position() - offset) < 0) {
                throw new EOFException("A temporary file of samples was cut");
            }
        }
    }

    @Override
    public void close() throws IOException {
        memory = new byte[0];
        inMemory = 0;
        if (file != null) {
            file.close();
        }
    }
}
