// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.web;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.ObjectTooLargeException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.spool.PositionedStream;
import io.multimodal.store.spool.Spool;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;

/**
 * Bytes that were received: up to 1 MiB in memory, more in a temporary file that nobody else sees.
 * Written by one thread, then read by any; blocks while the file is written or read.
 */
public final class SpooledContent implements ObjectHandle, Closeable {
    private static final int MEMORY_BYTES = 1 << 20;

    private final String what;
    private final long maxBytes;
    private final Spool spool = new Spool("web", MEMORY_BYTES);

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
        if (spool.sizeBytes() + bytes.remaining() > maxBytes) {
            throw new ObjectTooLargeException(
                    "Cannot fetch %s: it has more than %d bytes, which is the limit"
                            .formatted(what, maxBytes));
        }
        spool.write(bytes);
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
        return spool.sizeBytes();
    }

    @Override
    public synchronized byte[] read(long offset, int length) throws StoreUnavailableException {
        try {
            return spool.read(offset, length);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public synchronized InputStream stream() {
        return new PositionedStream(
                (position, target, offset, length) -> {
                    try {
                        return spool.read(position, target, offset, length);
                    } catch (IOException e) {
                        throw unreadable(e);
                    }
                });
    }

    private StoreUnavailableException unreadable(IOException cause) {
        return new StoreUnavailableException(
                "Cannot read what was received of %s: %s".formatted(what, cause.getMessage()),
                cause);
    }

    /** Gives memory and file back. */
    @Override
    public synchronized void close() {
        try {
            spool.close();
        } catch (IOException e) {
            // Nothing depends on a temporary file.
        }
    }
}
