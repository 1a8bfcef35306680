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

    /** A model that ran other inputs, or may, and not this one. */
    public static ModelException ofInput(String message, Throwable cause) {
        return new ModelException(message, cause, true);
    }

    /** Whether another input may go well; else the model does not fit what it is used for. */
    public boolean isOfInput() {
        return ofInput;
    }
}
