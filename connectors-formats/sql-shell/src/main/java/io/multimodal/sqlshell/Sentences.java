// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;

/** Failures as a sentence for a terminal. */
final class Sentences {
    private Sentences() {}

    /**
     * What a job failed for: the reason of its media, or else the innermost. Of what failed before
     * a job ran, the outermost sentence, since Flink's own messages behind it have several lines.
     */
    static String of(Throwable failure) {
        List<Throwable> causes = causes(failure);
        for (Throwable cause : causes) {
            if (cause instanceof MediaException && cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        boolean ran = causes.stream().anyMatch(JobExecutionException.class::isInstance);
        for (Throwable cause : causes) {
            if (!ran && isOurs(cause) && !cause.getMessage().contains("\n")) {
                return cause.getMessage();
            }
        }
        Throwable innermost = causes.get(causes.size() - 1);
        return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static boolean isOurs(Throwable cause) {
        return cause.getMessage() != null
                && (cause instanceof ValidationException
                        || cause instanceof TableException
                        || cause instanceof IOException
                        || cause instanceof IllegalArgumentException);
    }
}
