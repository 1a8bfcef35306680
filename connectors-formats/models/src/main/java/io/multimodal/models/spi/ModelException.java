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
    private final boolean outOfMemory;

    public ModelException(String message) {
        this(message, null, false, false);
    }

    public ModelException(String message, Throwable cause) {
        this(message, cause, false, false);
    }

    private ModelException(String message, Throwable cause, boolean ofInput, boolean outOfMemory) {
        super(message, cause);
        this.ofInput = ofInput;
        this.outOfMemory = outOfMemory;
    }

    /** A failure of one input; the model may run others. */
    public static ModelException ofInput(String message, Throwable cause) {
        return new ModelException(message, cause, true, false);
    }

    /**
     * A batch needs more memory than the device has; fewer rows may not. Of a batch of one row it
     * is a failure of that input.
     */
    public static ModelException outOfMemory(String message, Throwable cause) {
        return new ModelException(message, cause, true, true);
    }

    /**
     * Whether the failure is one of the input alone. Otherwise the model does not fit its use, and
     * the job fails.
     */
    public boolean isOfInput() {
        return ofInput;
    }

    /** Whether a smaller batch may run. */
    public boolean isOutOfMemory() {
        return outOfMemory;
    }
}
