// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.io.IOException;

/** A model cannot be loaded or run; the message is one sentence that names it. */
@Public
public final class ModelException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean ofInput;

    public ModelException(String message) {
        this(message, null, false);
    }

    public ModelException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private ModelException(String message, Throwable cause, boolean ofInput) {
        super(message, cause);
        this.ofInput = ofInput;
    }

    /** A failure of one input; the model may run others. */
    public static ModelException ofInput(String message, Throwable cause) {
        return new ModelException(message, cause, true);
    }

    /**
     * Whether the failure is one of the input alone. Otherwise the model does not fit its use, and
     * the job fails.
     */
    public boolean isOfInput() {
        return ofInput;
    }
}
