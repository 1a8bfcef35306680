// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.error;

import io.multimodal.annotation.Public;
import java.io.IOException;

/**
 * Something went wrong with stored objects or with the store: see the subclasses for what, the
 * message for which.
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
