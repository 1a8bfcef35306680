// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.error;

import io.multimodal.annotation.Public;

/**
 * The store could not be reached or did not respond in time. The same request may succeed later.
 */
@Public
public final class StoreUnavailableException extends StoreException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message) {
        this(message, null);
    }

    /**
     * @param cause may be null
     */
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
