// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.minio;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.ServerException;
import io.multimodal.store.s3.client.S3Failure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the exceptions of the client of MinIO say about the server's answer. */
final class MinioFailures {
    /** The one place where the client tells the status of an answer that is not XML. */
    private static final Pattern STATUS = Pattern.compile("(?i)response code: ?([1-5][0-9]{2})");

    private MinioFailures() {}

    static S3Failure of(Throwable cause) {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (cause instanceof ErrorResponseException answer) {
            return new S3Failure(
                    answer.response().code(), answer.errorResponse().code(), reason, cause);
        }
        if (cause instanceof ServerException server) {
            return new S3Failure(server.statusCode(), "", reason, cause);
        }
        if (cause instanceof InvalidResponseException) {
            Matcher status = STATUS.matcher(reason);
            if (status.find()) {
                return new S3Failure(Integer.parseInt(status.group(1)), "", reason, cause);
            }
        }
        return new S3Failure(0, "", reason, cause);
    }
}
