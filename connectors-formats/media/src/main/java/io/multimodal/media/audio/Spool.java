// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Bytes that are written once and read again: the first in memory, many in a temporary file. */
final class Spool implements AutoCloseable {
    private static final int MAX_MEMORY_BYTES = 16 << 20;

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Path file;
    private FileChannel channel;

    void write(byte[] bytes, int length) throws IOException {
        if (channel == null && memory.size() + (long) length <= MAX_MEMORY_BYTES) {
            memory.write(bytes, 0, length);
            return;
        }
        if (channel == null) {
            file = Files.createTempFile("multimodal-", ".samples");
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE);
            put(memory.toByteArray(), memory.size());
            memory.reset();
        }
        put(bytes, length);
    }

    private void put(byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    InputStream open() throws IOException {
        return channel == null
                ? new ByteArrayInputStream(memory.toByteArray())
                : Files.newInputStream(file);
    }

    byte[] read(long offset, int length) throws IOException {
        if (channel == null) {
            return Arrays.copyOfRange(memory.toByteArray(), (int) offset, (int) offset + length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("A temporary file of samples was cut");
            }
        }
        return buffer.array();
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
