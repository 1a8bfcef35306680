// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.error;

import io.multimodal.annotation.Public;

/**
 * An external object has changed since it was referenced; the message states what was observed and
 * what was expected. No byte of the changed object was returned.
 */
@Public
public final class ObjectChangedException extends StoreException {
    private static final long serialVersionUID = 1L;

    public ObjectChangedException(String message) {
        super(message, null);
    }
}
