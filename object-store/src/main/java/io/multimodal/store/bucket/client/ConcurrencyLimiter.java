// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import io.multimodal.store.internal.RequestThreads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets so many requests begin and the others wait, without a thread, in the order in which they
 * came; so the time that a request is given begins when it is sent. Thread-safe.
 */
final class ConcurrencyLimiter {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int free;

    /**
     * @param requests how many may be under way
     */
    ConcurrencyLimiter(int requests) {
        this.free = requests;
    }

    <T> CompletableFuture<T> through(Supplier<CompletableFuture<T>> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable start =
                () -> {
                    if (answer.isDone()) {
                        leave();
                        return;
                    }
                    CompletableFuture<T> sent = request.get();
                    var unused =
                            sent.whenComplete(
                                    (value, failure) -> {
                                        leave();
                                        if (failure == null) {
                                            answer.complete(value);
                                        } else {
                                            answer.completeExceptionally(BlobErrors.cause(failure));
                                        }
                                    });
                    Cancellation.passOn(answer, sent);
                };
        synchronized (waiting) {
            if (free == 0) {
                waiting.add(start);
                return answer;
            }
            free--;
        }
        start.run();
        return answer;
    }

    private void leave() {
        Runnable next;
        synchronized (waiting) {
            next = waiting.poll();
            if (next == null) {
                free++;
            }
        }
        if (next != null) {
            // In another thread, so that a long queue is not a deep stack.
            RequestThreads.SHARED.execute(next);
        }
    }
}
