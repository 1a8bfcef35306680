// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.Optional;

/**
 * Lets a value pass that is of a declared type, or holds media that are. The planner puts it behind
 * every cast to a type with parameters.
 */
@Public
public final class ParameterCheck extends CheckingFunction {
    private static final long serialVersionUID = 1L;

    /**
     * The value itself; null where it is not what was declared and may be null.
     *
     * @throws MediaException REFUSED if it is not what was declared
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
