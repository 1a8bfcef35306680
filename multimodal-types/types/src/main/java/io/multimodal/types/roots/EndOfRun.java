// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.roots;

import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.JobStatusHook;

/**
 * Releases the roots of a run when the job has ended for good, not when a job manager hands it over
 * to another. It does not block the job manager's thread, on which it is called.
 */
record EndOfRun(Run run, List<NamedRoot> roots) implements JobStatusHook {
    @Override
    public void onCreated(JobID job) {}

    @Override
    public void onFinished(JobID job) {
        release();
    }

    @Override
    public void onFailed(JobID job, Throwable failure) {
        release();
    }

    @Override
    public void onCanceled(JobID job) {
        release();
    }

    private void release() {
        Thread thread = new Thread(() -> run.release(roots), "release-roots-of-" + run.id());
        thread.setDaemon(true);
        thread.setContextClassLoader(EndOfRun.class.getClassLoader());
        thread.start();
    }
}
