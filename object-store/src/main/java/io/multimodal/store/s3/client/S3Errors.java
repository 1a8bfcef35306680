// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import io.multimodal.store.bucket.client.BlobErrors;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.util.List;

/** Says in one sentence what a server refused. */
public final class S3Errors {
    /** What the AWS SDK, and the MinIO client, say after they looked everywhere. */
    private static final List<String> NO_CREDENTIALS =
            List.of("Unable to load credentials", "All providers fail to fetch credentials");

    private S3Errors() {}

    /**
     * The typed exception for what a server refused.
     *
     * @param action what was tried, as in "write"
     */
    public static StoreException of(
            String action, String key, S3Location where, Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof StoreException typed) {
            return typed;
        }
        String what = "Cannot " + action + " " + key + " in " + where + ": ";
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (NO_CREDENTIALS.stream().anyMatch(reason::contains)) {
            return new RefusedException(
                    what
                            + "this machine has no credentials; give it some by the environment"
                            + " (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), a profile or a role",
                    cause);
        }
        return cause instanceof S3Failure answer && answer.status() != 0
                ? of(what, answer.status(), reason, answer)
                : BlobErrors.of(action, key, where, cause);
    }

    private static StoreException of(String what, int status, String reason, S3Failure cause) {
        return switch (status) {
            case 401, 403 ->
                    new RefusedException(
                            what
                                    + "access denied (HTTP "
                                    + status
                                    + "); give this machine credentials that may, by the"
                                    + " environment, a profile or a role",
                            cause);
            case 404 ->
                    new RefusedException(what + "there is no such bucket; make it first", cause);
            case 400, 405, 501 ->
                    cause.isTransient()
                            ? unavailable(what, status, reason, cause)
                            : new RefusedException(
                                    what
                                            + "the server refuses it (HTTP "
                                            + status
                                            + ": "
                                            + reason
                                            + ")",
                                    cause);
            default -> unavailable(what, status, reason, cause);
        };
    }

    private static StoreException unavailable(
            String what, int status, String reason, S3Failure cause) {
        return new StoreUnavailableException(what + "HTTP " + status + ": " + reason, cause);
    }

    /** What went wrong, without the wrappings of futures. */
    public static Throwable cause(Throwable failure) {
        return BlobErrors.cause(failure);
    }
}
