// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.error;

import io.multimodal.annotation.Public;

/**
 * The request is not allowed: it names another store's reference or a URI outside the configured
 * prefixes, or a permission is missing. A retry does not help; the message says what to change.
 */
@Public
public sealed class RefusedException extends StoreException permits PlaceNotAllowedException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        this(message, null);
    }

    /**
     * @param cause may be null
     */
    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
