// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.error;

import io.multimodal.annotation.Public;

/** The object exceeds a limit of the caller or of the configuration. It was not read. */
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
