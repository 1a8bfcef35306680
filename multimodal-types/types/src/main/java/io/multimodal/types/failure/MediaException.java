// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.failure;

import io.multimodal.annotation.Public;
import java.io.IOException;

/**
 * An object could not be used because its content or an argument is wrong. {@code StoreException}
 * is for failures of storage.
 */
@Public
public final class MediaException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /**
     * @param message one sentence that names the object, what was observed and what was expected
     */
    public MediaException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /**
     * @param cause may be null
     */
    public MediaException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The reason. */
    public ErrorCode code() {
        return code;
    }
}
