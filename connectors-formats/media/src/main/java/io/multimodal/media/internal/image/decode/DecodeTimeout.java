// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.media.internal.runtime.Failures;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The longest that an image may be decoded. A decoder inside FFmpeg cannot be stopped; one that may
 * take long runs in a thread of its own, which is left behind to end by itself, with the memory
 * that it was admitted with, while whoever waited goes on. Others are only looked at when they are
 * done: a thread for each would cost more than it is worth. Thread-safe.
 */
public final class DecodeTimeout {
    private static final ExecutorService THREADS =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "multimodal-decode");
                        thread.setDaemon(true);
                        // Not that of the job whose thread happens to start it.
                        thread.setContextClassLoader(DecodeTimeout.class.getClassLoader());
                        return thread;
                    });

    private final long limitMillis;

    public DecodeTimeout(long limitMillis) {
        this.limitMillis = limitMillis;
    }

    /** Decodes. */
    @FunctionalInterface
    public interface Decoder {
        Raster decode() throws IOException;
    }

    /**
     * Decodes within the time.
     *
     * @param mayTakeLong whether the decoder runs in a thread of its own
     * @param share the memory of the decoder, which is given back when it has ended
     * @throws MediaException TIMED_OUT if it takes longer
     */
    public Raster within(boolean mayTakeLong, DecodeMemory.Share share, Decoder decoder)
            throws IOException {
        return mayTakeLong ? apart(share, decoder) : here(share, decoder);
    }

    private Raster here(DecodeMemory.Share share, Decoder decoder) throws IOException {
        try (share) {
            long start = System.nanoTime();
            Raster raster = decoder.decode();
            if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(limitMillis)) {
                raster.close();
                throw timedOut(null);
            }
            return raster;
        }
    }

    private Raster apart(DecodeMemory.Share share, Decoder decoder) throws IOException {
        CompletableFuture<Raster> decoding = new CompletableFuture<>();
        // The decoder's thread holds it; this one only waits.
        share.rest();
        THREADS.execute(
                () -> {
                    try (share) {
                        Raster raster = decoder.decode();
                        if (!decoding.complete(raster)) {
                            raster.close();
                        }
                    } catch (Throwable e) {
                        // Whatever it is, who waits must hear of it.
                        decoding.completeExceptionally(e);
                    }
                });
        try {
            return decoding.get(limitMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return late(decoding, timedOut(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("Interrupted while waiting for a decoder");
            interrupted.initCause(e);
            return late(decoding, interrupted);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw Failures.again(failure);
            } else if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("A decoder failed", e.getCause());
        }
    }

    /** Leaves the decoder behind; if it has ended this very moment, what it gave is not lost. */
    private static Raster late(CompletableFuture<Raster> decoding, IOException failure)
            throws IOException {
        if (!decoding.completeExceptionally(failure) && !decoding.isCompletedExceptionally()) {
            return decoding.join();
        }
        throw failure;
    }

    private MediaException timedOut(Throwable cause) {
        return new MediaException(
                ErrorCode.TIMED_OUT,
                "Decoding takes longer than the limit of %d ms; 'multimodal.limits.decode-time' says how long it may"
                        .formatted(limitMillis),
                cause);
    }
}
