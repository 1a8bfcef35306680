// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.error;

import io.multimodal.annotation.Public;
import java.io.IOException;

/**
 * The base of the errors of stored objects and of stores. The subclass says what is wrong, the
 * message names the object or store.
 */
@Public
public abstract sealed class StoreException extends IOException
        permits ObjectNotFoundException,
                CorruptObjectException,
                ObjectChangedException,
                ObjectErasedException,
                ObjectTooLargeException,
                RefusedException,
                StoreUnavailableException {
    private static final long serialVersionUID = 1L;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
