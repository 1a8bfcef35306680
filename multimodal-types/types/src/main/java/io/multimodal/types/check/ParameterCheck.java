// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.check;

import io.multimodal.annotation.Public;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.Optional;

/**
 * Checks that a value is of a declared type, or that the media in it are. The planner adds it to
 * every cast to a type with parameters. Not thread-safe.
 */
@Public
public final class ParameterCheck extends CheckingFunction {
    private static final long serialVersionUID = 1L;

    /**
     * The value itself; null if it is not of the declared type and {@code orNull} is true. Does not
     * block.
     *
     * @throws MediaException REFUSED if it is not of the declared type
     */
    @Override
    protected Object checked(Object value, DeclaredValue declared, boolean orNull)
            throws MediaException {
        Optional<String> mismatch = declared.mismatch(value);
        if (mismatch.isPresent() && !orNull) {
            throw new MediaException(ErrorCode.REFUSED, "Cannot cast a value: " + mismatch.get());
        }
        return mismatch.isEmpty() ? value : null;
    }
}
