// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.spi;

import io.multimodal.annotation.Public;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.core.fs.FSDataInputStream;

/**
 * The bytes of a file, from any position on. Skipping and seeking read nothing: after them 4 KiB
 * are read at once, and 64 KiB where reading goes on. Not thread-safe; reading blocks.
 */
@Public
public final class SampleInput extends InputStream {
    private static final int READ_ON_BYTES = 64 << 10;
    private static final int JUMP_BYTES = 4 << 10;

    private final String uri;
    private final FSDataInputStream in;
    private final long sizeBytes;
    private final byte[] buffer = new byte[READ_ON_BYTES];
    private long bufferOffset;
    private int buffered;
    private long position;
    private IOException failure;

    /**
     * @param uri of the file, for messages
     * @param in of the file; closed with this
     * @param sizeBytes how long the file is
     * @param position where reading begins, in bytes; it may be any number from 0 on
     */
    public SampleInput(String uri, FSDataInputStream in, long sizeBytes, long position) {
        this.uri = uri;
        this.in = in;
        this.sizeBytes = sizeBytes;
        this.position = position;
        this.bufferOffset = position;
    }

    /** The URI of the file. */
    public String uri() {
        return uri;
    }

    /** Where the next byte is read, in bytes from the beginning of the file. */
    public long position() {
        return position;
    }

    /** How long the file is, in bytes. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** What the file system failed with, if it did; null otherwise. */
    public IOException failure() {
        return failure;
    }

    /** Moves the position, also beyond the end. Reads nothing. */
    public void seek(long to) {
        position = to;
    }

    /**
     * The next bytes.
     *
     * @param length how many; compared with what is left before memory is taken
     * @throws EOFException if the file ends before
     */
    public byte[] readExactly(int length) throws IOException {
        if (length < 0 || length > sizeBytes - position) {
            throw new EOFException(
                    "%d bytes are expected at byte %d, and the file has %d bytes"
                            .formatted(length, position, sizeBytes));
        }
        byte[] bytes = new byte[length];
        int at = 0;
        while (at < length) {
            int count = read(bytes, at, length - at);
            if (count < 0) {
                throw new EOFException(
                        "The file '%s' ended at byte %d, and it had %d bytes when it was listed"
                                .formatted(uri, position, sizeBytes));
            }
            at += count;
        }
        return bytes;
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
        try {
            int count = fromBuffer(target, offset, length);
            if (count > 0) {
                position += count;
            }
            return count;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private int fromBuffer(byte[] target, int offset, int length) throws IOException {
        if (position < bufferOffset || position >= bufferOffset + buffered) {
            if (position >= sizeBytes) {
                return -1;
            }
            boolean readsOn = position == bufferOffset + buffered;
            if (length >= READ_ON_BYTES) {
                return fromFile(target, offset, length);
            }
            int wanted = readsOn ? READ_ON_BYTES : Math.max(JUMP_BYTES, length);
            bufferOffset = position;
            buffered = Math.max(0, fromFile(buffer, 0, wanted));
            if (buffered == 0) {
                return -1;
            }
        }
        int from = (int) (position - bufferOffset);
        int count = Math.min(length, buffered - from);
        System.arraycopy(buffer, from, target, offset, count);
        return count;
    }

    private int fromFile(byte[] target, int offset, int length) throws IOException {
        if (in.getPos() != position) {
            in.seek(position);
        }
        int most = (int) Math.min(length, sizeBytes - position);
        return most == 0 ? -1 : in.read(target, offset, most);
    }

    @Override
    public long skip(long bytes) {
        long skipped = Math.max(0, Math.min(bytes, sizeBytes - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, sizeBytes - position);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
