// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.error;

import io.multimodal.annotation.Public;

/** The object was erased on demand. No copy is left, so a retry does not help. */
@Public
public final class ObjectErasedException extends StoreException {
    private static final long serialVersionUID = 1L;

    public ObjectErasedException(String message) {
        super(message, null);
    }
}
