// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.config;

import io.multimodal.annotation.Public;
import io.multimodal.store.RecordStore;
import io.multimodal.store.StoreConfig;
import io.multimodal.types.failure.DeadLetters;
import io.multimodal.types.failure.ErrorBudget;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.OnError;
import java.io.Serializable;

/**
 * What the options say, resolved once at planning and shipped inside functions, sources, sinks and
 * models. Holds no secret.
 *
 * @param store where objects are and go
 * @param limits what media from outside may cost
 * @param onError what follows when a medium cannot be used
 * @param job the name of the job, for dead letters
 * @param errorBudget how many media may fail in each subtask of a function, source or model before
 *     the job stops, where they are otherwise passed over
 * @see MultimodalOptions#resolve
 */
@Public
public record MultimodalConfig(
        StoreConfig store, Limits limits, OnError onError, String job, long errorBudget)
        implements Serializable {
    /** The variable of Flink's metric groups that holds the name under which a job runs. */
    public static final String JOB_NAME = "<job_name>";

    /** What a job is called whose options give it no name. */
    static final String UNNAMED_JOB = "unnamed job";

    /**
     * The same for a job of which its name is known only where it runs, as that of an INSERT.
     *
     * @param running the name that it runs under; null if not known. A name of the options goes
     *     before it
     */
    public MultimodalConfig runningAs(String running) {
        boolean named = running == null || running.isBlank() || !job.equals(UNNAMED_JOB);
        return named ? this : new MultimodalConfig(store, limits, onError, running, errorBudget);
    }

    /**
     * The failure contract of one function, source or model of this job.
     *
     * @param function its name, for messages and dead letters
     * @param records where dead letters go
     */
    public FailurePolicy failurePolicy(String function, RecordStore records) {
        return failurePolicy(function, records, new ErrorBudget(errorBudget));
    }

    /** The same with the budget of the subtask, where it has several policies. */
    public FailurePolicy failurePolicy(String function, RecordStore records, ErrorBudget budget) {
        return new FailurePolicy(onError, job, function, new DeadLetters(records), budget);
    }

    /** The same where there is no store at hand, and dead letters are not asked for. */
    public FailurePolicy failurePolicy(String function) {
        return new FailurePolicy(onError, job, function, null, new ErrorBudget(errorBudget));
    }
}
