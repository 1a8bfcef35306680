// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.runtime;

import io.multimodal.store.ref.DerivedRef;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.Programs;
import java.io.IOException;

/** Failures as they are handed on. */
public final class Failures {
    private Failures() {}

    /**
     * The failure of another thread, for this one: with this one's stack where it is of our make.
     */
    public static IOException again(IOException failure) {
        return failure instanceof MediaException media
                ? new MediaException(media.code(), media.getMessage(), media)
                : failure;
    }

    /** The failure with the name of the thing before it. */
    public static MediaException of(Object thing, MediaException failure) {
        return new MediaException(
                failure.code(),
                "Cannot use " + nameOf(thing) + ": " + failure.getMessage(),
                failure);
    }

    private static Object nameOf(Object thing) {
        return thing instanceof DerivedRef derived
                ? derived.source()
                        + " with the program "
                        + Programs.text(derived).orElse("that cannot be read")
                : thing;
    }
}
