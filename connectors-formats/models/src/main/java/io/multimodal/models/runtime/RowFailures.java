// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.runtime.input.RowSubject;
import io.multimodal.models.spi.ModelException;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.DeadLetters;
import io.multimodal.types.failure.ErrorBudget;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.OnError;
import io.multimodal.types.program.Programs;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.apache.flink.metrics.MetricGroup;

/**
 * What follows when a row cannot be predicted: a bad image is up to {@code multimodal.on-error}, a
 * model that does not fit and anything unexpected fail the job. Thread-safe.
 */
final class RowFailures {
    private final FailurePolicy policy;

    /** For media that a TRY_ function changed. */
    private final FailurePolicy nullOnError;

    private RowFailures(FailurePolicy policy, FailurePolicy nullOnError) {
        this.policy = policy;
        this.nullOnError = nullOnError;
    }

    /** Those of a subtask. */
    static RowFailures of(RowModel model, MetricGroup metrics, StoreRuntime stores) {
        OnError onError = model.config().onError();
        return new RowFailures(
                new FailurePolicy(
                        onError,
                        jobOf(model, metrics),
                        model.name(),
                        onError == OnError.DEAD_LETTER
                                ? new DeadLetters(stores.main().records())
                                : null,
                        new ErrorBudget(model.config().errorBudget())),
                FailurePolicy.nullOnError(model.name()));
    }

    /** The name that the options give the job, or else the one under which it runs. */
    private static String jobOf(RowModel model, MetricGroup metrics) {
        return model.job().isEmpty()
                ? metrics.getAllVariables().getOrDefault(MultimodalConfig.JOB_NAME, "")
                : model.job();
    }

    /**
     * Returns where the job goes on with NULL. Blocks while a dead letter is written.
     *
     * @param subject what the row is called
     * @throws CompletionException if the job is to fail
     */
    void judge(RowSubject subject, Throwable failure) {
        try {
            if (failure instanceof ModelException) {
                throw new CompletionException(failure);
            } else if (failure instanceof InvalidReferenceException invalid) {
                policy.onFailure(unread(subject), invalid);
            } else if (failure instanceof IOException bad) {
                policyOf(subject).onFailure(subject.name(), bad);
            } else {
                throw new CompletionException(failure);
            }
        } catch (IOException | InvalidReferenceException e) {
            throw new CompletionException(e);
        }
    }

    private static String unread(RowSubject subject) throws InvalidReferenceException {
        return subject instanceof RowSubject.Medium medium
                ? medium.reference().length + " bytes that are not a reference"
                : subject.name();
    }

    private FailurePolicy policyOf(RowSubject subject) throws InvalidReferenceException {
        return subject instanceof RowSubject.Medium medium && Programs.isNullOnError(medium.ref())
                ? nullOnError
                : policy;
    }
}
