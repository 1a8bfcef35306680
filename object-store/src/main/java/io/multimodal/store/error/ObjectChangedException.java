// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.error;

import io.multimodal.annotation.Public;

/**
 * What lies at an external place is no longer what was referenced; the message gives observed
 * against expected. Nothing of it was handed out.
 */
@Public
public final class ObjectChangedException extends StoreException {
    private static final long serialVersionUID = 1L;

    public ObjectChangedException(String message) {
        super(message, null);
    }
}
