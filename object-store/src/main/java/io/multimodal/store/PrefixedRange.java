// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Internal;
import io.multimodal.store.error.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Objects;

/**
 * Bytes in memory, followed by a range of a file, as one object. Nothing of the range is copied or
 * read before it is asked for. Thread-safe.
 */
@Internal
public final class PrefixedRange implements ObjectHandle {
    private static final int STEP_BYTES = 1 << 20;

    private final byte[] prefix;
    private final ObjectHandle file;
    private final long offset;
    private final long length;

    /**
     * @param prefix not copied
     * @param offset where the range begins in the file, in bytes
     * @param length of the range, in bytes; the range lies within the file
     */
    public PrefixedRange(byte[] prefix, ObjectHandle file, long offset, long length) {
        Objects.checkFromIndexSize(offset, length, /* length= */ file.sizeBytes());
        this.prefix = prefix;
        this.file = file;
        this.offset = offset;
        this.length = length;
    }

    @Override
    public long sizeBytes() {
        return prefix.length + length;
    }

    @Override
    public byte[] read(long from, int count) throws StoreException {
        Objects.checkFromIndexSize(from, count, sizeBytes());
        int ofPrefix = (int) Math.max(0, Math.min(count, prefix.length - from));
        if (ofPrefix == 0) {
            // Also of no bytes: whether the file is still what it was is asked so.
            return file.read(offset + Math.max(0, from - prefix.length), count);
        }
        // Read first: a length that is only claimed takes no memory.
        byte[] rest = count > ofPrefix ? file.read(offset, count - ofPrefix) : new byte[0];
        byte[] bytes = new byte[count];
        System.arraycopy(prefix, (int) from, bytes, 0, ofPrefix);
        System.arraycopy(rest, 0, bytes, ofPrefix, rest.length);
        return bytes;
    }

    @Override
    public InputStream stream() throws StoreException {
        boolean whole = offset == 0 && length == file.sizeBytes();
        return new SequenceInputStream(
                new ByteArrayInputStream(prefix), whole ? file.stream() : new RangeStream());
    }

    /** The range in steps, so that memory is bounded. */
    private final class RangeStream extends InputStream {
        private byte[] step = new byte[0];
        private int at;
        private long read;

        @Override
        public int read() throws IOException {
            return fill() ? step[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int from, int count) throws IOException {
            Objects.checkFromIndexSize(from, count, target.length);
            if (count == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int given = Math.min(count, step.length - at);
            System.arraycopy(step, at, target, from, given);
            at += given;
            return given;
        }

        private boolean fill() throws IOException {
            if (at == step.length && read < length) {
                step = file.read(offset + read, (int) Math.min(STEP_BYTES, length - read));
                read += step.length;
                at = 0;
            }
            return at < step.length;
        }
    }
}
