// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.error;

import io.multimodal.annotation.Public;

/**
 * The content of an object differs from its digest; the message states what was observed and what
 * was expected. No damaged byte was returned.
 */
@Public
public final class CorruptObjectException extends StoreException {
    private static final long serialVersionUID = 1L;

    public CorruptObjectException(String message) {
        this(message, null);
    }

    /**
     * @param cause may be null
     */
    public CorruptObjectException(String message, Throwable cause) {
        super(message, cause);
    }
}
