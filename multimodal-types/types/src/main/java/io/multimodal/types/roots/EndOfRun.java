// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.roots;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.JobStatusHook;

/**
 * Ends the roots of a run when the job has ended for good, not when a job manager hands it over to
 * another. It does not block the job manager's thread, on which it is called.
 *
 * @param retention how long what the run kept is kept for its output
 */
record EndOfRun(Run run, List<NamedRoot> roots, Duration retention) implements JobStatusHook {
    @Override
    public void onCreated(JobID job) {}

    @Override
    public void onFinished(JobID job) {
        end();
    }

    @Override
    public void onFailed(JobID job, Throwable failure) {
        end();
    }

    @Override
    public void onCanceled(JobID job) {
        end();
    }

    private void end() {
        Thread thread = new Thread(() -> run.end(roots, retention), "release-roots-of-" + run.id());
        thread.setDaemon(true);
        thread.setContextClassLoader(EndOfRun.class.getClassLoader());
        thread.start();
    }
}
