// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.error;

import io.multimodal.annotation.Public;

/** Bytes or a text are not a valid reference. The input is wrong, not the storage. */
@Public
public final class InvalidReferenceException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidReferenceException(String message) {
        super(message);
    }
}
