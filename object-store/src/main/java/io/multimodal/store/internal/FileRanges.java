// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** Reads ranges of files, which other threads may read at the same time. */
public final class FileRanges {
    /** Java keeps a direct buffer of the size of each thread's largest read. */
    private static final int MAX_READ_BYTES = 1 << 20;

    private FileRanges() {}

    /** The bytes from an offset on, fewer where the file ends. */
    public static byte[] read(FileChannel channel, long offset, int length) throws IOException {
        return read(offset, length, channel::read);
    }

    /** The same of a channel that no other thread reads; moves its position. */
    public static byte[] read(SeekableByteChannel channel, long offset, int length)
            throws IOException {
        return read(offset, length, (buffer, at) -> channel.position(at).read(buffer));
    }

    private static byte[] read(long offset, int length, PositionalRead read) throws IOException {
        byte[] out = new byte[length];
        int done = 0;
        while (done < length) {
            int step = Math.min(MAX_READ_BYTES, length - done);
            int count = read.read(ByteBuffer.wrap(out, done, step), offset + done);
            if (count < 0) {
                return Arrays.copyOf(out, done);
            }
            done += count;
        }
        return out;
    }

    private interface PositionalRead {
        int read(ByteBuffer buffer, long at) throws IOException;
    }
}
