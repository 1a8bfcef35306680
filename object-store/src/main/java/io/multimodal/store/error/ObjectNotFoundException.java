// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.error;

import io.multimodal.annotation.Public;

/** The store answered that it has no such object in any epoch. */
@Public
public final class ObjectNotFoundException extends StoreException {
    private static final long serialVersionUID = 1L;

    public ObjectNotFoundException(String message) {
        this(message, null);
    }

    /**
     * @param cause may be null
     */
    public ObjectNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
