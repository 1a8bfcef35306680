// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.runtime;

import io.multimodal.media.memory.MemoryShare;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memory that decoders may hold together: all of a process, of images, audio, videos and
 * tensors, under whatever configuration. Where configurations differ, each is let in up to its own
 * limit of what all hold. First come, first served. Thread-safe.
 *
 * <p>A thread that holds a share already is let in at once when it asks for another, which is
 * counted: where all held some and waited for more, nobody would go on.
 */
public final class DecodeMemory {
    private static final MemoryPool PROCESS = new MemoryPool();
    private static final ThreadLocal<AtomicInteger> HELD =
            ThreadLocal.withInitial(AtomicInteger::new);

    private final long limit;
    private final MemoryPool pool;

    /** A view on the memory of the process, with this limit in bytes. */
    public DecodeMemory(long bytes) {
        this(bytes, PROCESS);
    }

    DecodeMemory(long bytes, MemoryPool pool) {
        this.limit = bytes;
        this.pool = pool;
    }

    /** A share of the memory. */
    public final class Share implements MemoryShare {
        private final long bytes;
        private final AtomicInteger held;
        private final AtomicBoolean isHeld = new AtomicBoolean(true);
        private final AtomicBoolean closed = new AtomicBoolean();

        private Share(long bytes, AtomicInteger held) {
            this.bytes = bytes;
            this.held = held;
            held.incrementAndGet();
        }

        /** The thread that asked for it holds it no more; it stays counted. */
        public void rest() {
            if (isHeld.compareAndSet(true, false)) {
                held.decrementAndGet();
            }
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                rest();
                pool.release(bytes);
            }
        }
    }

    /**
     * Waits for a share.
     *
     * @throws MediaException TOO_MANY_PIXELS if it is larger than all there is
     */
    public Share admit(long need) throws MediaException, InterruptedIOException {
        check(need);
        AtomicInteger held = HELD.get();
        if (held.get() > 0) {
            pool.take(need);
            return new Share(need, held);
        }
        try {
            pool.acquire(need, limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("Interrupted while waiting for decode memory");
            interrupted.initCause(e);
            throw interrupted;
        }
        return new Share(need, held);
    }

    /** The same for a need that is an estimate: what exceeds all there is runs alone. */
    public Share admitAtMost(long need) throws MediaException, InterruptedIOException {
        return admit(Math.min(need, limit));
    }

    /** A share of what is held already, counted at once whatever the limit. */
    public Share count(long bytes) {
        pool.take(bytes);
        return new Share(bytes, HELD.get());
    }

    /**
     * Says whether something can be admitted.
     *
     * @throws MediaException TOO_MANY_PIXELS if it is larger than all there is
     */
    public void check(long need) throws MediaException {
        if (need > limit) {
            throw new MediaException(
                    ErrorCode.TOO_MANY_PIXELS,
                    "Decoding takes up to %d bytes by the image's header; all decoders of this process together may hold %d"
                            .formatted(need, limit));
        }
    }

    /** Whether somebody waits: what is kept for later is to be given up. */
    public boolean isWaitedFor() {
        return pool.isWaitedFor();
    }

    /** Calls back when somebody has to wait, in that one's thread, until {@link #forget}. */
    public void keep(Runnable giveUp) {
        pool.keep(giveUp);
    }

    /** Calls back no more. */
    public void forget(Runnable giveUp) {
        pool.forget(giveUp);
    }

    /** How much of the process's memory is in use, in bytes. */
    public long bytesInUse() {
        return pool.bytesInUse();
    }
}
