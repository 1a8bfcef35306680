// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.PrefixedRange;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.StoreException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The content of a deflated member. A range is inflated from the member's beginning; a stream is
 * verified: it ends well only where the content has the size and the checksum of the index.
 * Thread-safe.
 */
final class InflatedMember implements ObjectHandle {
    private static final int BUFFER_BYTES = 64 << 10;

    private final PrefixedRange deflated;
    private final ZipIndex.Member member;

    InflatedMember(ObjectHandle file, long offset, ZipIndex.Member member) {
        this.deflated = new PrefixedRange(new byte[0], file, offset, member.storedBytes());
        this.member = member;
    }

    @Override
    public long sizeBytes() {
        return member.sizeBytes();
    }

    @Override
    public byte[] read(long offset, int length) throws StoreException {
        Objects.checkFromIndexSize(offset, (long) length, /* length= */ sizeBytes());
        try (InputStream in = stream()) {
            in.skipNBytes(offset);
            // As much as there is, so that what the index says takes no memory by itself.
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return bytes;
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    @Override
    public InputStream stream() throws StoreException {
        return new Verified();
    }

    private CorruptObjectException damaged(IOException cause) {
        return new CorruptObjectException(
                "The member '%s' of the ZIP archive is damaged: it does not have the %d bytes with the checksum %08x that the index says"
                        .formatted(member.name(), member.sizeBytes(), member.crc32()),
                cause);
    }

    private final class Verified extends FilterInputStream {
        private final Inflater inflater;
        private final CRC32 crc = new CRC32();
        private long read;

        Verified() throws StoreException {
            this(new Inflater(true));
        }

        private Verified(Inflater inflater) throws StoreException {
            super(new InflaterInputStream(deflated.stream(), inflater, BUFFER_BYTES));
            this.inflater = inflater;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count;
            try {
                count = super.read(target, offset, length);
            } catch (ZipException | EOFException e) {
                throw damaged(e);
            }
            if (count < 0 && (read != member.sizeBytes() || crc.getValue() != member.crc32())) {
                throw damaged(null);
            }
            if (count > 0) {
                crc.update(target, offset, count);
                read += count;
                if (read > member.sizeBytes()) {
                    throw damaged(null);
                }
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            byte[] skipped = new byte[(int) Math.min(BUFFER_BYTES, Math.max(0, count))];
            return skipped.length == 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                inflater.end();
            }
        }
    }
}
