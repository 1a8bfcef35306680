// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import io.multimodal.annotation.Public;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A reference to the result of a lazy program over another object: a crop, a resized image, a frame
 * of a video. The result is not stored; the program runs where the result is needed. The store does
 * not interpret programs. A program is normalised before it gets here, so that the same result has
 * the same bytes. Immutable.
 */
@Public
public final class DerivedRef implements ObjectRef {
    /** The maximum number of bytes of a program. */
    public static final int MAX_PROGRAM_BYTES = 4096;

    private final ObjectRef source;
    private final byte[] program;

    /**
     * A reference to the result of a program.
     *
     * @param source the reference that it is applied to; not a derived one, since programs are
     *     joined, not nested
     * @param program the normalised program, 1 to 4,096 bytes, copied
     */
    public DerivedRef(ObjectRef source, byte[] program) {
        if (source instanceof DerivedRef) {
            throw new IllegalArgumentException("Programs are joined, not nested");
        }
        if (program.length == 0 || program.length > MAX_PROGRAM_BYTES) {
            throw new IllegalArgumentException(
                    "A program has 1 to 4,096 bytes, this one has " + program.length);
        }
        this.source = source;
        this.program = program.clone();
    }

    /** The reference that the program is applied to; never a derived one. */
    public ObjectRef source() {
        return source;
    }

    /** A copy of the program. */
    public byte[] program() {
        return program.clone();
    }

    /** The program itself, for this package, which does not change it. */
    byte[] shared() {
        return program;
    }

    /** Always empty: the size of the result is unknown until the program runs. */
    @Override
    public OptionalLong sizeBytes() {
        return OptionalLong.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DerivedRef ref
                && source.equals(ref.source)
                && Arrays.equals(program, ref.program);
    }

    @Override
    public int hashCode() {
        return 31 * source.hashCode() + Arrays.hashCode(program);
    }

    @Override
    public String toString() {
        return source + " with a program of " + program.length + " bytes";
    }
}
