// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.error;

import io.multimodal.annotation.Public;

/**
 * What lies in the store is not what its name says; the message gives observed against expected.
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
