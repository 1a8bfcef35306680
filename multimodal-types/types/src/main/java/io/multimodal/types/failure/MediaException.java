// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.failure;

import io.multimodal.annotation.Public;
import java.io.IOException;

/**
 * A medium could not be used: bad input, as opposed to the bad storage of {@code StoreException}.
 */
@Public
public final class MediaException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /**
     * @param message one sentence that names the thing, what was observed and what was expected
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

    public ErrorCode code() {
        return code;
    }
}
