// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.config;

import io.multimodal.annotation.Public;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.record.RecordStore;
import io.multimodal.types.failure.DeadLetters;
import io.multimodal.types.failure.ErrorBudget;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.OnError;
import java.io.Serializable;

/**
 * The resolved options of a job. They are resolved once at planning and serialized with functions,
 * sources, sinks and models. Holds no secret.
 *
 * @param store the stores
 * @param limits the limits for media from outside
 * @param onError the reaction to an object that cannot be used
 * @param job the name of the job, for dead letters
 * @param errorBudget the number of objects that may fail in each subtask of a function, source or
 *     model before the job stops, where failures are otherwise ignored
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
     * The configuration for a job whose name is known only when it runs, such as that of an INSERT.
     *
     * @param running the name of the running job; null if unknown. A name in the options takes
     *     precedence
     */
    public MultimodalConfig runningAs(String running) {
        boolean named = running == null || running.isBlank() || !job.equals(UNNAMED_JOB);
        return named ? this : new MultimodalConfig(store, limits, onError, running, errorBudget);
    }

    /** The same for what goes on in another way when a medium cannot be used. */
    public MultimodalConfig failing(OnError otherwise) {
        return new MultimodalConfig(store, limits, otherwise, job, errorBudget);
    }

    /**
     * The failure policy of one function, source or model of this job.
     *
     * @param function its name, for messages and dead letters
     * @param records where dead letters go
     */
    public FailurePolicy failurePolicy(String function, RecordStore records) {
        return failurePolicy(function, records, new ErrorBudget(errorBudget));
    }

    /** The failure policy with the budget of the subtask, which several policies share. */
    public FailurePolicy failurePolicy(String function, RecordStore records, ErrorBudget budget) {
        return new FailurePolicy(onError, job, function, new DeadLetters(records), budget);
    }

    /** The failure policy without dead letters, for functions that open no store. */
    public FailurePolicy failurePolicy(String function) {
        return new FailurePolicy(onError, job, function, null, new ErrorBudget(errorBudget));
    }
}
