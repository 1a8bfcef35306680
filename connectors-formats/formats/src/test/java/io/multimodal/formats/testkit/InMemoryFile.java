// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.fs.FSDataInputStream;

/** A file in memory. Counts what is read. Used by one thread; does not block. */
public final class InMemoryFile extends FSDataInputStream {
    private final byte[] bytes;
    private long position;
    private long read;

    /**
     * @param bytes not copied
     */
    public InMemoryFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /** How many bytes were read. */
    public long bytesRead() {
        return read;
    }

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
        throw new UncheckedIOException(new IOException("Nobody reads single bytes"));
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count = (int) Math.min(length, bytes.length - position);
        if (count <= 0) {
            return -1;
        }
        System.arraycopy(bytes, (int) position, target, offset, count);
        position += count;
        read += count;
        return count;
    }
}
