// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.web;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Receives a body piece by piece and stops at its limit. The client calls it from one thread at a
 * time; {@link #abort} may come from any.
 */
final class SpoolingSubscriber implements BodySubscriber<SpooledContent> {
    private final SpooledContent content;
    private final boolean fails;
    private final CompletableFuture<SpooledContent> result = new CompletableFuture<>();
    private Flow.Subscription subscription;

    private SpoolingSubscriber(SpooledContent content, boolean fails) {
        this.content = content;
        this.fails = fails;
    }

    /** Fails where there is more than the limit of the content. */
    static SpoolingSubscriber of(SpooledContent content) {
        return new SpoolingSubscriber(content, true);
    }

    /** Takes the body of an answer that nobody reads, and hangs up where there is much of it. */
    static SpoolingSubscriber discarding() {
        return new SpoolingSubscriber(new SpooledContent("an answer", 64 << 10), false);
    }

    @Override
    public CompletionStage<SpooledContent> getBody() {
        return result;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        if (result.isDone()) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                content.write(buffer);
            }
            subscription.request(1);
        } catch (IOException | RuntimeException e) {
            if (fails) {
                abort(e);
            } else {
                subscription.cancel();
                onComplete();
            }
        }
    }

    /** Hangs up, and gives back what was received. */
    synchronized void abort(Throwable failure) {
        if (subscription != null) {
            subscription.cancel();
        }
        onError(failure);
        content.close();
    }

    @Override
    public synchronized void onError(Throwable failure) {
        if (result.completeExceptionally(failure)) {
            content.close();
        }
    }

    @Override
    public synchronized void onComplete() {
        result.complete(content);
    }
}
