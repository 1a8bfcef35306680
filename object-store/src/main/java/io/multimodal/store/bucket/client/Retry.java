// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import io.multimodal.store.internal.RequestThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/**
 * The one place where a request is tried again: after what may pass, at most so often and so long
 * as the patience lasts. Pauses have full jitter, so that those who failed together do not come
 * back together. Thread-safe.
 */
final class Retry {
    private final RetryPolicy patience;
    private volatile boolean closed;

    Retry(RetryPolicy patience) {
        this.patience = patience;
    }

    /**
     * What a request answers in the end; fails with its last failure. To cancel it cancels the
     * attempt under way.
     *
     * @param longer what is added to the time of the call and of each attempt
     * @param request sends it; takes the number of the attempt, the first being 1
     */
    <T> CompletableFuture<T> call(Duration longer, IntFunction<CompletableFuture<T>> request) {
        Call<T> call = new Call<>(longer, request);
        call.attempt(1);
        return call.answer;
    }

    /** Nothing is tried again from now on. */
    void close() {
        closed = true;
    }

    private final class Call<T> {
        private final IntFunction<CompletableFuture<T>> request;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final Duration attempt;
        private final long endNanos;

        Call(Duration longer, IntFunction<CompletableFuture<T>> request) {
            this.request = request;
            this.attempt = patience.attempt().plus(longer);
            this.endNanos = System.nanoTime() + patience.call().plus(longer).toNanos();
        }

        void attempt(int number) {
            CompletableFuture<T> sent;
            try {
                sent = request.apply(number);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                return;
            }
            long limit = Math.min(attempt.toNanos(), endNanos - System.nanoTime());
            CompletableFuture<T> timed =
                    sent.copy().orTimeout(Math.max(1, limit), TimeUnit.NANOSECONDS);
            Cancellation.passOn(answer, sent);
            var unused =
                    timed.whenComplete(
                            (value, failure) -> {
                                if (failure == null) {
                                    answer.complete(value);
                                } else {
                                    // Not in the one thread that counts the time of all.
                                    RequestThreads.SHARED.execute(
                                            () -> failed(number, sent, failure));
                                }
                            });
        }

        private void failed(int number, CompletableFuture<T> sent, Throwable failure) {
            Throwable cause = BlobErrors.cause(failure);
            if (cause instanceof TimeoutException) {
                sent.cancel(true);
                cause = new IOException("no answer within " + attempt.toMillis() + " ms", cause);
            }
            long pause = pauseNanos(number);
            boolean again =
                    BlobErrors.isTransient(cause)
                            && number < patience.attempts()
                            && System.nanoTime() + pause < endNanos
                            && !closed
                            && !answer.isDone();
            if (again) {
                CompletableFuture.delayedExecutor(
                                pause, TimeUnit.NANOSECONDS, RequestThreads.SHARED)
                        .execute(() -> attempt(number + 1));
            } else {
                answer.completeExceptionally(cause);
            }
        }

        private long pauseNanos(int number) {
            long bound =
                    Math.min(
                            patience.longestPause().toNanos(),
                            patience.firstPause().toNanos() << (number - 1));
            return ThreadLocalRandom.current().nextLong(bound + 1);
        }
    }
}
