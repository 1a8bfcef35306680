// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.minio;

import io.multimodal.store.s3.client.AnswerLimits;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Has the client of MinIO read no answer beyond its {@linkplain AnswerLimits limit}. */
final class MinioAnswers implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (isObject(chain.request(), response)) {
            return response;
        }
        try (response) {
            int limit = AnswerLimits.of(response.code());
            ResponseBody whole = response.peekBody(limit + 1L);
            if (whole.contentLength() > limit) {
                throw AnswerLimits.tooLong(response.code());
            }
            return response.newBuilder().body(whole).build();
        }
    }

    /** A client that reads an object counts its bytes itself. */
    private static boolean isObject(Request request, Response response) {
        return response.isSuccessful()
                && request.method().equals("GET")
                && request.url().queryParameter("list-type") == null;
    }
}
