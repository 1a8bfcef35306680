// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.train;

import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ObjectIdentifier;

/**
 * Why no model was trained, in one sentence without a cause: clients print the innermost message.
 */
final class TrainingFailure {
    private TrainingFailure() {}

    static RuntimeException of(ObjectIdentifier model, Exception failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        String reason = reason(failure);
        String told =
                isUnbounded(failure)
                        ? "the query has no end, and a training takes all of its rows once: %s Read a part that ends, such as a topic with 'scan.bounded.mode'"
                                .formatted(reason)
                        : reason;
        String message =
                "Cannot train the model %s, and none was created: %s"
                        .formatted(model.asSummaryString(), told);
        RuntimeException readable =
                failure instanceof ValidationException
                        ? new ValidationException(message)
                        : new TableException(message);
        readable.addSuppressed(failure);
        return readable;
    }

    /** Whether a table of the query has no end; Flink tells it by the message alone. */
    static boolean isUnbounded(Exception failure) {
        return reason(failure).startsWith("Querying an unbounded table");
    }

    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null
                ? innermost.getClass().getSimpleName()
                : innermost.getMessage();
    }
}
