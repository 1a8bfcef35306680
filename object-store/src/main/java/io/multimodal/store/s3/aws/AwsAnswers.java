// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.aws;

import io.multimodal.store.s3.client.AnswerLimits;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Has the AWS SDK read no answer beyond its {@linkplain AnswerLimits limit}. */
final class AwsAnswers implements ExecutionInterceptor {
    @Override
    public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        int status = context.httpResponse().statusCode();
        // BoundedTransformer counts the bytes of an object.
        if (context.request() instanceof GetObjectRequest
                && context.httpResponse().isSuccessful()) {
            return context.responsePublisher();
        }
        return context.responsePublisher()
                .map(body -> reader -> body.subscribe(new Limited(reader, status)));
    }

    private static final class Limited implements Subscriber<ByteBuffer> {
        private final Subscriber<? super ByteBuffer> reader;
        private final int status;
        private int left;
        private Subscription subscription;

        Limited(Subscriber<? super ByteBuffer> reader, int status) {
            this.reader = reader;
            this.status = status;
            this.left = AnswerLimits.of(status);
        }

        @Override
        public void onSubscribe(Subscription granted) {
            subscription = granted;
            reader.onSubscribe(granted);
        }

        @Override
        public void onNext(ByteBuffer chunk) {
            if (left < 0) {
                return;
            }
            left -= Math.min(chunk.remaining(), left + 1);
            if (left < 0) {
                subscription.cancel();
                reader.onError(AnswerLimits.tooLong(status));
            } else {
                reader.onNext(chunk);
            }
        }

        @Override
        public void onError(Throwable error) {
            if (left >= 0) {
                reader.onError(error);
            }
        }

        @Override
        public void onComplete() {
            if (left >= 0) {
                reader.onComplete();
            }
        }
    }
}
