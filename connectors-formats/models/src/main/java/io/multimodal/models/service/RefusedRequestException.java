// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

/** A request that is not answered with results; the message is one sentence for the caller. */
final class RefusedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** What the caller sent cannot be understood. */
    static RefusedRequestException bad(String message) {
        return new RefusedRequestException(400, message);
    }

    /** The status of HTTP. */
    int status() {
        return status;
    }
}
