// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import java.io.IOException;

/**
 * How long the answers of a server may be that a client reads whole before it looks at them:
 * everything but the content of objects, which has the bound of what was asked for.
 */
public final class AnswerLimits {
    /** A page of a thousand keys of 1,024 bytes, each byte escaped, and what stands between. */
    static final int ANSWER_BYTES = 16 << 20;

    static final int ERROR_BYTES = 1 << 20;

    private AnswerLimits() {}

    /** The bound of an answer, by its HTTP status. */
    public static int of(int status) {
        return status >= 200 && status < 300 ? ANSWER_BYTES : ERROR_BYTES;
    }

    public static IOException tooLong(int status) {
        return new IOException(
                "the server's answer with status "
                        + status
                        + " is longer than "
                        + of(status)
                        + " bytes, and is not an object");
    }
}
