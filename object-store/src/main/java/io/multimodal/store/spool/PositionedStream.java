// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.spool;

import java.io.IOException;
import java.io.InputStream;

/** What is read by positions, as a stream from its first byte on. Not thread-safe. */
public final class PositionedStream extends InputStream {
    private final Source source;
    private long position;

    /**
     * From the first byte on.
     *
     * @param source stays the caller's: closing the stream does not close it
     */
    public PositionedStream(Source source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = source.read(position, target, offset, length);
        position += Math.max(0, count);
        return count;
    }

    /** Reads from a position. */
    @FunctionalInterface
    public interface Source {
        /**
         * As {@link InputStream#read(byte[], int, int)}, of the bytes from a position on.
         *
         * @return how many were read; -1 if none is there
         */
        int read(long position, byte[] target, int offset, int length) throws IOException;
    }
}
