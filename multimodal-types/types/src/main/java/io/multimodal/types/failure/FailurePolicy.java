// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.failure;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.ObjectTooLargeException;
import io.multimodal.store.error.PlaceNotAllowedException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * Applies {@link OnError} to failures. There is one for each job and function. Thread-safe.
 *
 * <pre>{@code
 * try {
 *     return decode(image);
 * } catch (IOException e) {
 *     policy.onFailure(image.reference().toText(), e); // or it throws
 *     return null;
 * }
 * }</pre>
 *
 * <p>The policy applies to failures of the object alone. An argument that is wrong for every
 * object, or a place that is not configured, fails the job whatever the policy says, unless a
 * {@code TRY_} form asks for NULL. A store that cannot be reached, and an interrupt of the thread
 * by a job that is cancelled, fail the job whatever the policy says.
 */
@Public
public final class FailurePolicy {
    private static final String REMEDY =
            ". To go on without it, set 'multimodal.on-error' to 'null' or 'dead-letter'";

    private final OnError onError;
    private final boolean tries;
    private final String job;
    private final String function;
    private final DeadLetters letters;
    private final ErrorBudget budget;
    private final Clock clock;

    /**
     * A policy without a budget.
     *
     * @param job the name of the job, for dead letters
     * @param function the function, source or model, for messages and dead letters
     * @param letters where dead letters go; may be null unless the policy is DEAD_LETTER
     */
    public FailurePolicy(OnError onError, String job, String function, DeadLetters letters) {
        this(onError, job, function, letters, ErrorBudget.unlimited());
    }

    /**
     * A policy with a budget, which counts the failures that are ignored.
     *
     * @param budget one for the subtask, shared by its policies
     */
    public FailurePolicy(
            OnError onError, String job, String function, DeadLetters letters, ErrorBudget budget) {
        this(onError, job, function, letters, budget, Clock.systemUTC(), false);
    }

    FailurePolicy(
            OnError onError,
            String job,
            String function,
            DeadLetters letters,
            ErrorBudget budget,
            Clock clock) {
        this(onError, job, function, letters, budget, clock, false);
    }

    private FailurePolicy(
            OnError onError,
            String job,
            String function,
            DeadLetters letters,
            ErrorBudget budget,
            Clock clock,
            boolean tries) {
        if (onError == OnError.DEAD_LETTER && letters == null) {
            throw new IllegalArgumentException(
                    "The policy dead-letter of " + function + " has no place for its letters");
        }
        this.onError = onError;
        this.job = job;
        this.function = function;
        this.letters = letters;
        this.budget = budget;
        this.clock = clock;
        this.tries = tries;
    }

    /** A policy that stops the job at the first failure. */
    public static FailurePolicy failing(String function) {
        return new FailurePolicy(OnError.FAIL, "", function, null);
    }

    /** A policy that returns NULL without a dead letter: that of the {@code TRY_} functions. */
    public static FailurePolicy nullOnError(String function) {
        return new FailurePolicy(
                OnError.NULL, "", function, null, ErrorBudget.unlimited(), Clock.systemUTC(), true);
    }

    /** The configured reaction to failures. */
    public OnError onError() {
        return onError;
    }

    /**
     * Applies the policy to a failure: returns if the row continues with NULL, else throws. Blocks
     * while it writes a dead letter.
     *
     * @param object the reference in its text form, or the place
     * @param failure a {@link MediaException}, or an exception of the store
     * @throws MediaException if the policy is to fail; its message names function and object
     * @throws IOException if the failure is not one of the object, the thread was interrupted, or
     *     the dead letter cannot be written
     */
    public void onFailure(String object, IOException failure) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        ErrorCode code = codeOf(failure).orElseThrow(() -> failure);
        if (!code.isOfTheMedium() && !tries) {
            throw atTheRoot(code, function + " failed: " + failure.getMessage(), failure);
        }
        switch (onError) {
            case FAIL ->
                    throw atTheRoot(
                            code,
                            function
                                    + " failed for "
                                    + nameOf(object)
                                    + ": "
                                    + failure.getMessage()
                                    + REMEDY,
                            failure);
            case NULL -> spend(object, code, failure);
            case DEAD_LETTER -> {
                spend(object, code, failure);
                letters.write(
                        new DeadLetter(
                                job,
                                object,
                                function,
                                code,
                                String.valueOf(failure.getMessage()),
                                clock.instant()));
            }
        }
    }

    private void spend(String object, ErrorCode code, IOException failure) throws MediaException {
        if (!budget.allowsOneMore()) {
            throw atTheRoot(
                    code,
                    "%s failed for more than the %d media that 'multimodal.on-error.budget' allows, the last one %s: %s"
                            .formatted(
                                    function, budget.most(), nameOf(object), failure.getMessage()),
                    failure);
        }
    }

    /** Where it lies, if the object is a reference that names a place; else as it is. */
    private static String nameOf(String object) {
        try {
            ObjectRef ref = ObjectRef.fromText(object);
            ObjectRef source = ref instanceof DerivedRef derived ? derived.source() : ref;
            return source instanceof ExternalRef ? ref.toString() : object;
        } catch (InvalidReferenceException e) {
            return object;
        }
    }

    /**
     * Flink's SQL client shows the root of all causes alone, as it finds it in a printed stack:
     * that is to be the one that names the object. It has the stack of the place where it went
     * wrong.
     */
    private static MediaException atTheRoot(ErrorCode code, String message, IOException failure) {
        MediaException root = new MediaException(code, message);
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        root.setStackTrace(deepest.getStackTrace());
        return root;
    }

    /**
     * Applies the policy to bytes that are not a reference, as a failure with the code REFUSED.
     * Blocks while it writes a dead letter.
     *
     * @throws IOException as {@link #onFailure(String, IOException)} does
     */
    public void onFailure(String object, InvalidReferenceException failure) throws IOException {
        onFailure(object, new MediaException(ErrorCode.REFUSED, failure.getMessage(), failure));
    }

    /** The code of a failure; empty if it is not a failure of the object. */
    public static Optional<ErrorCode> codeOf(IOException failure) {
        if (failure instanceof MediaException media) {
            return Optional.of(media.code());
        }
        if (failure instanceof ObjectNotFoundException
                || failure instanceof ObjectErasedException) {
            return Optional.of(ErrorCode.NOT_FOUND);
        }
        if (failure instanceof CorruptObjectException) {
            return Optional.of(ErrorCode.CORRUPT);
        }
        if (failure instanceof ObjectTooLargeException) {
            return Optional.of(ErrorCode.TOO_LARGE);
        }
        if (failure instanceof PlaceNotAllowedException) {
            return Optional.of(ErrorCode.ACCESS_DENIED);
        }
        if (failure instanceof RefusedException) {
            return Optional.of(ErrorCode.REFUSED);
        }
        return Optional.empty();
    }

    /**
     * The message of a failure without the option that would let a job go on, for who has no job.
     */
    public static String withoutRemedy(String message) {
        return message.endsWith(REMEDY)
                ? message.substring(0, message.length() - REMEDY.length())
                : message;
    }
}
