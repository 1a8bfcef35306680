// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** A request that failed, whichever client sent it. */
public final class S3Failure extends Exception {
    private static final long serialVersionUID = 1L;

    /** The request did not arrive as it was sent, or not in time: it may the next time. */
    private static final Set<String> DAMAGED_ON_THE_WAY =
            Set.of(
                    "BadDigest",
                    "IncompleteBody",
                    "InvalidDigest",
                    "RequestTimeout",
                    "XAmzContentChecksumMismatch",
                    "XAmzContentSHA256Mismatch");

    private final int status;
    private final String code;

    /**
     * @param status the HTTP status; 0 where there was no answer
     * @param code the server's word for what is wrong; empty where it said none
     * @param reason the server's or the client's sentence
     */
    public S3Failure(int status, String code, String reason, Throwable cause) {
        super(reason, cause);
        this.status = status;
        this.code = code == null ? "" : code;
    }

    public int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** Whether there is no such object, as against no such bucket. */
    boolean saysAbsent() {
        return status == 404 && !code.equals("NoSuchBucket");
    }

    /** Whether the same request may succeed if it is sent again. */
    boolean isTransient() {
        return switch (status) {
            case 0 -> isOfTheNetwork();
            case 400 -> DAMAGED_ON_THE_WAY.contains(code);
            case 408, 409, 429 -> true;
            default -> status >= 500 && status != 501;
        };
    }

    private boolean isOfTheNetwork() {
        for (Throwable at = getCause(); at != null; at = at.getCause()) {
            if (at instanceof IOException || at instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }
}
