// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.MediaException;
import java.util.List;
import java.util.Optional;

/** The programs of references of whichever type. Stateless and thread-safe; reads no object. */
@Public
public final class Programs {
    private static final List<Reader> KINDS =
            List.of(ImageProgram::of, AudioProgram::of, VideoProgram::of, TensorProgram::of);

    private Programs() {}

    /**
     * Whether a {@code TRY_} function asked for NULL where the value fails; false for a reference
     * that is not derived, or whose program cannot be read.
     */
    public static boolean isNullOnError(ObjectRef ref) {
        return of(ref).map(LazyProgram::nullOnError).orElse(false);
    }

    /** A program as people read it; empty if the reference has none that can be read. */
    public static Optional<String> text(ObjectRef ref) {
        return of(ref).map(LazyProgram::toString);
    }

    private static Optional<LazyProgram<?>> of(ObjectRef ref) {
        if (!(ref instanceof DerivedRef)) {
            return Optional.empty();
        }
        for (Reader kind : KINDS) {
            try {
                return Optional.of(kind.read(ref));
            } catch (MediaException e) {
                // One of another kind, or none: the next one tells.
            }
        }
        return Optional.empty();
    }

    @FunctionalInterface
    private interface Reader {
        LazyProgram<?> read(ObjectRef ref) throws MediaException;
    }
}
