// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.List;
import java.util.StringJoiner;

/**
 * What the programs of all media share: steps in order, and whether a medium that fails is NULL.
 * Immutable and thread-safe; touches no object.
 */
abstract sealed class LazyProgram<O>
        permits AudioProgram, ImageProgram, TensorProgram, VideoProgram {
    /** The most steps that a program may have. */
    public static final int MAX_OPS = 64;

    private final List<O> ops;
    private final boolean nullOnError;

    LazyProgram(List<O> ops, boolean nullOnError) {
        this.ops = List.copyOf(ops);
        this.nullOnError = nullOnError;
    }

    /**
     * The steps, if there are not too many.
     *
     * @param what the program is of, such as {@code image}
     */
    static <O> List<O> atMostMaxOps(List<O> ops, String what) throws MediaException {
        if (ops.size() > MAX_OPS) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "A program has at most %d steps, this one would have %d; materialize the %s in between"
                            .formatted(MAX_OPS, ops.size(), what));
        }
        return ops;
    }

    /** The canonical bytes; not of a program that {@link #isEmpty()}, which has none. */
    public abstract byte[] encode();

    /** The steps in order. */
    public List<O> ops() {
        return ops;
    }

    /** Whether a medium that fails is NULL instead of an error: what {@code TRY_} sets. */
    public boolean nullOnError() {
        return nullOnError;
    }

    /** Whether there is nothing to do and nothing to say: no step and no {@link #nullOnError()}. */
    public boolean isEmpty() {
        return ops.isEmpty() && !nullOnError;
    }

    /**
     * The reference to what this program makes of a source; the source itself where the program is
     * empty. The program of a derived reference is replaced, not added to: start from its own
     * program to add.
     */
    public ObjectRef applyTo(ObjectRef ref) {
        ObjectRef source = ref instanceof DerivedRef derived ? derived.source() : ref;
        return isEmpty() ? source : new DerivedRef(source, encode());
    }

    /** How a step is written in {@link #toString()}. */
    String text(O op) {
        return op.toString();
    }

    /** How the steps are written in {@link #toString()}, in order. */
    List<String> texts() {
        return ops.stream().map(this::text).toList();
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // the classes that it permits are final
    public boolean equals(Object other) {
        return other != null
                && getClass() == other.getClass()
                && ops.equals(((LazyProgram<?>) other).ops)
                && nullOnError == ((LazyProgram<?>) other).nullOnError;
    }

    @Override
    public int hashCode() {
        return 31 * ops.hashCode() + Boolean.hashCode(nullOnError);
    }

    /** Readable: {@code crop(10,20,300x48 @ 1.5°) | rotate(90°) | resize(224x224)}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(" | ", nullOnError ? "try " : "", "");
        text.setEmptyValue(nullOnError ? "try" : "");
        texts().forEach(text::add);
        return text.toString();
    }
}
