// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.util.ExceptionUtils;

/** Stops jobs with savepoints. */
final class Savepoints {
    private static final int ATTEMPTS = 600;

    private Savepoints() {}

    /**
     * Asks again while the job's master has not heard yet that all tasks run, though they do.
     *
     * @return where the savepoint is
     */
    static String stop(JobClient job, Path folder) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return job.stopWithSavepoint(
                                false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get();
            } catch (ExecutionException e) {
                if (attempt == ATTEMPTS || !isTooEarly(e)) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    private static boolean isTooEarly(ExecutionException failure) {
        Optional<CheckpointException> refusal =
                ExceptionUtils.findThrowable(failure, CheckpointException.class);
        return refusal.isPresent()
                && refusal.get().getCheckpointFailureReason()
                        == CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING;
    }
}
