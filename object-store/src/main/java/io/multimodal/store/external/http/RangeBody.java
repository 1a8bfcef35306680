// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Takes so many bytes of an answer's body, after skipping so many, and stops there. The client
 * calls it from one thread at a time.
 */
final class RangeBody implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private Flow.Subscription subscription;
    private long toSkip;
    private byte[] bytes = {};
    private int used;
    private volatile long wanted;
    private volatile boolean more;
    private volatile long lastNanos = System.nanoTime();

    /** Says what to take, before the body begins. */
    RangeBody expecting(long skip, int length) {
        this.wanted = skip + length;
        this.toSkip = skip;
        this.bytes = new byte[length];
        return this;
    }

    /** Whether the body went on behind what was wanted. */
    boolean hadMore() {
        return more;
    }

    /** How many bytes are skipped and taken in all; 0 before the body begins. */
    long wantedBytes() {
        return wanted;
    }

    /** How long nothing has come. */
    long silentNanos() {
        return System.nanoTime() - lastNanos;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        lastNanos = System.nanoTime();
        for (ByteBuffer buffer : buffers) {
            int skip = (int) Math.min(toSkip, buffer.remaining());
            buffer.position(buffer.position() + skip);
            toSkip -= skip;
            int count = Math.min(buffer.remaining(), bytes.length - used);
            buffer.get(bytes, used, count);
            used += count;
            more |= buffer.hasRemaining();
        }
        if (more) {
            subscription.cancel();
            finish();
        }
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        finish();
    }

    private void finish() {
        result.complete(used == bytes.length ? bytes : Arrays.copyOf(bytes, used));
    }
}
