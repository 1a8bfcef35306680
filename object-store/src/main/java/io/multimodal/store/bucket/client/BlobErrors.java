// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What the failures of a client mean. */
public final class BlobErrors {
    private BlobErrors() {}

    /**
     * The typed exception for a request that failed.
     *
     * @param action what was tried, as in "write"
     * @param where the bucket
     */
    public static StoreException of(String action, String key, Object where, Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof StoreException typed) {
            return typed;
        }
        String what = "Cannot " + action + " " + key + " in " + where + ": ";
        if (isUnreachable(cause)) {
            return new StoreUnavailableException(
                    what + "no server answers there; check the endpoint, and that it runs", cause);
        }
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new StoreUnavailableException(what + reason, cause);
    }

    /** What went wrong, without the wrappings of futures. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException
                        || cause instanceof ExecutionException
                        || cause instanceof UncheckedIOException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Whether the same request may succeed if it is sent again. */
    static boolean isTransient(Throwable cause) {
        return cause instanceof StoreException
                ? cause instanceof StoreUnavailableException
                : cause instanceof IOException;
    }

    private static boolean isUnreachable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }
}
