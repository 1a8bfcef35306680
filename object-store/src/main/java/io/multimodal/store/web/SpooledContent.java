// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.web;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.ObjectTooLargeException;
import io.multimodal.store.error.StoreUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Bytes that were received: up to 1 MiB in memory, more in a temporary file that nobody else sees.
 * Written by one thread, then read by any; blocks while the file is written or read.
 */
public final class SpooledContent implements ObjectHandle, Closeable {
    private static final int MEMORY_BYTES = 1 << 20;

    private final String what;
    private final long maxBytes;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private FileChannel file;
    private long sizeBytes;

    /**
     * @param what names it in messages
     */
    SpooledContent(String what, long maxBytes) {
        this.what = what;
        this.maxBytes = maxBytes;
    }

    /**
     * Adds bytes.
     *
     * @throws ObjectTooLargeException if there are more than allowed
     */
    synchronized void write(ByteBuffer bytes) throws IOException {
        sizeBytes += bytes.remaining();
        if (sizeBytes > maxBytes) {
            throw new ObjectTooLargeException(
                    "Cannot fetch %s: it has more than %d bytes, which is the limit"
                            .formatted(what, maxBytes));
        }
        if (file == null && sizeBytes > MEMORY_BYTES) {
            Path path = Files.createTempFile("multimodal-web-", ".part");
            file =
                    FileChannel.open(
                            path,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE);
            writeFully(ByteBuffer.wrap(memory.toByteArray()));
            memory = null;
        }
        if (file != null) {
            writeFully(bytes);
        } else {
            byte[] part = new byte[bytes.remaining()];
            bytes.get(part);
            memory.write(part);
        }
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** The same without its compression. This one is closed. */
    SpooledContent gunzipped() throws IOException {
        SpooledContent plain = new SpooledContent(what + " (decompressed)", maxBytes);
        try (SpooledContent self = this;
                InputStream in = new GZIPInputStream(self.stream())) {
            byte[] buffer = new byte[64 << 10];
            int count;
            while ((count = in.read(buffer)) >= 0) {
                plain.write(ByteBuffer.wrap(buffer, 0, count));
            }
            return plain;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    @Override
    public synchronized long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public synchronized byte[] read(long offset, int length) throws StoreUnavailableException {
        long end = sizeBytes;
        Objects.checkFromIndexSize(offset, length, end);
        byte[] bytes = new byte[length];
        if (file == null) {
            System.arraycopy(memory.toByteArray(), (int) offset, bytes, 0, length);
            return bytes;
        }
        ByteBuffer target = ByteBuffer.wrap(bytes);
        try {
            while (target.hasRemaining()) {
                if (file.read(target, offset + target.position()) < 0) {
                    throw new IOException("the temporary file is shorter than it was");
                }
            }
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "Cannot read what was received of %s: %s".formatted(what, e.getMessage()), e);
        }
        return bytes;
    }

    @Override
    public synchronized InputStream stream() throws StoreUnavailableException {
        if (file == null) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        return new InputStream() {
            private long position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = (int) Math.min(length, sizeBytes() - position);
                if (length > 0 && count <= 0) {
                    return -1;
                }
                byte[] part = SpooledContent.this.read(position, count);
                System.arraycopy(part, 0, target, offset, count);
                position += count;
                return count;
            }
        };
    }

    /** Gives memory and file back. */
    @Override
    public synchronized void close() {
        memory = new ByteArrayOutputStream();
        sizeBytes = 0;
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                // Nothing depends on a temporary file.
            }
            file = null;
        }
    }
}
