// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.spi.ModelException;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.DeadLetters;
import io.multimodal.types.failure.ErrorBudget;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.failure.OnError;
import io.multimodal.types.program.ImageProgram;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.apache.flink.metrics.MetricGroup;

/**
 * What follows when a row cannot be predicted: a bad image is up to {@code multimodal.on-error}, a
 * model that does not fit and anything unexpected fail the job. Thread-safe.
 */
final class RowFailures {
    private final FailurePolicy policy;

    /** For images that a TRY_ function changed. */
    private final FailurePolicy nullOnError;

    private RowFailures(FailurePolicy policy, FailurePolicy nullOnError) {
        this.policy = policy;
        this.nullOnError = nullOnError;
    }

    /** Those of a subtask. */
    static RowFailures of(ModelSpec spec, MetricGroup metrics, StoreRuntime stores) {
        OnError onError = spec.config().onError();
        return new RowFailures(
                new FailurePolicy(
                        onError,
                        jobOf(spec, metrics),
                        spec.name(),
                        onError == OnError.DEAD_LETTER
                                ? new DeadLetters(stores.main().records())
                                : null,
                        new ErrorBudget(spec.config().errorBudget())),
                FailurePolicy.nullOnError(spec.name()));
    }

    /** The name that the options give the job, or else the one under which it runs. */
    private static String jobOf(ModelSpec spec, MetricGroup metrics) {
        return spec.job().isEmpty()
                ? metrics.getAllVariables().getOrDefault(MultimodalConfig.JOB_NAME, "")
                : spec.job();
    }

    /**
     * Returns where the job goes on with NULL. Blocks while a dead letter is written.
     *
     * @param object the reference of the row's image, in its binary form
     * @throws CompletionException if the job is to fail
     */
    void judge(byte[] object, Throwable failure) {
        try {
            if (failure instanceof ModelException) {
                throw new CompletionException(failure);
            } else if (failure instanceof InvalidReferenceException invalid) {
                policy.onFailure(object.length + " bytes that are not a reference", invalid);
            } else if (failure instanceof IOException bad) {
                ObjectRef reference = ObjectRef.fromBytes(object);
                policyOf(reference).onFailure(reference.toText(), bad);
            } else {
                throw new CompletionException(failure);
            }
        } catch (IOException | InvalidReferenceException e) {
            throw new CompletionException(e);
        }
    }

    private FailurePolicy policyOf(ObjectRef reference) {
        try {
            return ImageProgram.of(reference).nullOnError() ? nullOnError : policy;
        } catch (MediaException e) {
            return policy;
        }
    }
}
