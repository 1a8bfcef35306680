// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.aws;

import io.multimodal.store.s3.client.S3Requests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads an answer of the AWS SDK into memory that was set aside for it, and never beyond. */
final class BoundedTransformer
        implements AsyncResponseTransformer<GetObjectResponse, S3Requests.Body> {
    private final int limit;
    private volatile CompletableFuture<S3Requests.Body> body;
    private volatile GetObjectResponse response;

    BoundedTransformer(int limit) {
        this.limit = limit;
    }

    @Override
    public CompletableFuture<S3Requests.Body> prepare() {
        body = new CompletableFuture<>();
        return body;
    }

    @Override
    public void onResponse(GetObjectResponse answer) {
        response = answer;
    }

    @Override
    public void onStream(SdkPublisher<ByteBuffer> publisher) {
        Long announced = response.contentLength();
        publisher.subscribe(new Collector(announced == null ? limit : announced));
    }

    @Override
    public void exceptionOccurred(Throwable error) {
        body.completeExceptionally(error);
    }

    private static IOException tooLong(long bytes, int limit) {
        return new IOException(
                "the server answered with " + bytes + " bytes where " + limit + " were asked for");
    }

    private final class Collector implements Subscriber<ByteBuffer> {
        private final long announced;
        private final byte[] bytes;
        private int count;
        private Subscription subscription;

        Collector(long announced) {
            this.announced = announced;
            this.bytes = new byte[announced > limit ? 0 : (int) announced];
        }

        @Override
        public void onSubscribe(Subscription granted) {
            subscription = granted;
            if (announced > limit) {
                granted.cancel();
                body.completeExceptionally(tooLong(announced, limit));
            } else {
                granted.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(ByteBuffer chunk) {
            if (chunk.remaining() > bytes.length - count) {
                subscription.cancel();
                body.completeExceptionally(tooLong((long) count + chunk.remaining(), limit));
                return;
            }
            int length = chunk.remaining();
            chunk.get(bytes, count, length);
            count += length;
        }

        @Override
        public void onError(Throwable error) {
            body.completeExceptionally(error);
        }

        @Override
        public void onComplete() {
            body.complete(
                    new S3Requests.Body(
                            count == bytes.length ? bytes : Arrays.copyOf(bytes, count),
                            Optional.ofNullable(response.contentRange()),
                            Optional.ofNullable(response.eTag())));
        }
    }
}
