// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.error;

import io.multimodal.annotation.Public;

/** The object exceeds a limit that the caller or the configuration set. */
@Public
public final class ObjectTooLargeException extends StoreException {
    private static final long serialVersionUID = 1L;

    public ObjectTooLargeException(String message) {
        this(message, null);
    }

    /**
     * @param cause may be null
     */
    public ObjectTooLargeException(String message, Throwable cause) {
        super(message, cause);
    }
}
