// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/** When reading a document has to end. PDFBox hears of it wherever it calls back. */
final class Deadline {
    private final long startNanos = System.nanoTime();
    private final long limitMillis;

    Deadline(long limitMillis) {
        this.limitMillis = limitMillis;
    }

    /** Ends the reading if the time has passed, or the thread is interrupted. */
    void check() {
        if (System.nanoTime() - startNanos > TimeUnit.MILLISECONDS.toNanos(limitMillis)) {
            throw new Stopped(
                    new MediaException(
                            ErrorCode.TIMED_OUT,
                            "Reading the document takes longer than the limit of %d ms; 'multimodal.limits.decode-time' says how long it may"
                                    .formatted(limitMillis)));
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new Stopped(new InterruptedIOException("Interrupted while reading a document"));
        }
    }

    /** Goes through PDFBox, which catches some exceptions of reading and goes on. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final IOException reason;

        Stopped(IOException reason) {
            super(reason);
            this.reason = reason;
        }

        IOException reason() {
            return reason;
        }
    }
}
