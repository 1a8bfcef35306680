// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/** The memory that decoders may hold together. First come, first served. Thread-safe. */
public final class DecodeMemory {
    /** Permits are counted in an int: kilobytes last for 2 TiB. */
    private static final int UNIT_BYTES = 1024;

    private final long bytes;
    private final Semaphore permits;

    public DecodeMemory(long bytes) {
        this.bytes = bytes;
        this.permits = new Semaphore(units(bytes), true);
    }

    /** A share, given back by {@link #close}. */
    public final class Share implements AutoCloseable {
        private final int units;

        private Share(int units) {
            this.units = units;
        }

        @Override
        public void close() {
            permits.release(units);
        }
    }

    /**
     * Waits for a share.
     *
     * @throws MediaException TOO_MANY_PIXELS if it is larger than all there is
     */
    public Share admit(long need) throws MediaException, InterruptedIOException {
        if (need > bytes) {
            throw new MediaException(
                    ErrorCode.TOO_MANY_PIXELS,
                    "Decoding takes up to %d bytes by the picture's header; all decoders of this process together may hold %d"
                            .formatted(need, bytes));
        }
        try {
            permits.acquire(units(need));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("Interrupted while waiting for decode memory");
            interrupted.initCause(e);
            throw interrupted;
        }
        return new Share(units(need));
    }

    private static int units(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
    }
}
