// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.runtime;

import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.AudioProgram;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.VideoProgram;
import java.io.IOException;
import java.util.List;

/** Failures as they are handed on. */
public final class Failures {
    private static final List<ProgramReader> PROGRAMS =
            List.of(ImageProgram::of, AudioProgram::of, VideoProgram::of);

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
                ? derived.source() + " with the program " + programOf(derived)
                : thing;
    }

    /** Of whichever kind of medium it is. */
    private static Object programOf(DerivedRef derived) {
        for (ProgramReader kind : PROGRAMS) {
            try {
                return kind.read(derived);
            } catch (MediaException e) {
                // One of another kind, or none: the next one tells.
            }
        }
        return "that cannot be read";
    }

    @FunctionalInterface
    private interface ProgramReader {
        Object read(ObjectRef ref) throws MediaException;
    }
}
