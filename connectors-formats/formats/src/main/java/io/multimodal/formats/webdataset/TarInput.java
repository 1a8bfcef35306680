// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.core.fs.FSDataInputStream;

/**
 * The bytes of an archive. Skipping reads nothing: who wants the headers alone reads 4 KiB around
 * each, who reads on reads 64 KiB at a time. Used by one thread.
 */
final class TarInput extends InputStream {
    private static final int READ_ON_BYTES = 64 << 10;
    private static final int JUMP_BYTES = 4 << 10;

    private final FSDataInputStream in;
    private final long sizeBytes;
    private final byte[] buffer = new byte[READ_ON_BYTES];
    private long bufferOffset;
    private int buffered;
    private long position;
    private long headerBytesLeft = Long.MAX_VALUE;
    private IOException failure;

    /**
     * @param in of the archive; closed with this
     * @param sizeBytes how long the archive is
     */
    TarInput(FSDataInputStream in, long sizeBytes, long position) {
        this.in = in;
        this.sizeBytes = sizeBytes;
        this.position = position;
        this.bufferOffset = position;
    }

    long position() {
        return position;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** What the file system failed with, if it did; null otherwise. */
    IOException failure() {
        return failure;
    }

    void seek(long to) {
        position = to;
    }

    /** Reading more than this fails from now on, until the next call. */
    void allow(long headerBytes) {
        headerBytesLeft = headerBytes;
    }

    /** The bytes of a member. Blocks. */
    byte[] read(TarMember member) throws IOException {
        headerBytesLeft = Long.MAX_VALUE;
        position = member.offset();
        byte[] bytes = new byte[Math.toIntExact(member.sizeBytes())];
        int at = 0;
        while (at < bytes.length) {
            int count = read(bytes, at, bytes.length - at);
            if (count < 0) {
                throw new EOFException(
                        "The archive ended within %s, which it did not when it was listed"
                                .formatted(member.name()));
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
        if (length > headerBytesLeft) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE, "a header of the archive is longer than 1 MiB");
        }
        if (length == 0) {
            return 0;
        }
        try {
            int count = fromBuffer(target, offset, length);
            if (count > 0) {
                position += count;
                headerBytesLeft -= count;
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
