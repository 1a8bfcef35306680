// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import io.multimodal.store.internal.Backoff;
import io.multimodal.store.internal.RequestThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/**
 * The one place where a request is tried again: after what may pass, at most so often and so long
 * as the policy allows. Thread-safe.
 */
final class Retry {
    private final RetryPolicy policy;
    private volatile boolean closed;

    Retry(RetryPolicy policy) {
        this.policy = policy;
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
        call.attempt();
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
        private final Backoff backoff;

        Call(Duration longer, IntFunction<CompletableFuture<T>> request) {
            this.request = request;
            this.attempt = policy.attempt().plus(longer);
            this.backoff = policy.backoff(longer);
        }

        void attempt() {
            CompletableFuture<T> sent;
            try {
                sent = request.apply(backoff.attempt());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                return;
            }
            long limit = Math.min(attempt.toNanos(), backoff.leftNanos());
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
                                    RequestThreads.SHARED.execute(() -> failed(sent, failure));
                                }
                            });
        }

        private void failed(CompletableFuture<T> sent, Throwable failure) {
            Throwable cause = BlobErrors.cause(failure);
            if (cause instanceof TimeoutException) {
                sent.cancel(true);
                cause = new IOException("no answer within " + attempt.toMillis() + " ms", cause);
            }
            boolean again = BlobErrors.isTransient(cause) && !closed && !answer.isDone();
            OptionalLong pause = again ? backoff.nextPauseNanos() : OptionalLong.empty();
            if (pause.isPresent()) {
                CompletableFuture.delayedExecutor(
                                pause.getAsLong(), TimeUnit.NANOSECONDS, RequestThreads.SHARED)
                        .execute(this::attempt);
            } else {
                answer.completeExceptionally(cause);
            }
        }
    }
}
