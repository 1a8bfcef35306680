// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Optional;

/** A model cannot be loaded or run; the message is one sentence that names it. */
@Public
public final class ModelException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean ofInput;
    private final boolean outOfMemory;

    /** Null unless it is of a row. */
    private final MediaException ofRow;

    public ModelException(String message) {
        this(message, null);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
        this.ofInput = false;
        this.outOfMemory = false;
        this.ofRow = null;
    }

    private ModelException(String message, Throwable cause, boolean ofInput, boolean outOfMemory) {
        super(message, cause);
        this.ofInput = ofInput;
        this.outOfMemory = outOfMemory;
        this.ofRow = null;
    }

    private ModelException(MediaException ofRow) {
        super(ofRow.getMessage(), ofRow);
        this.ofInput = true;
        this.outOfMemory = false;
        this.ofRow = ofRow;
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
     * A row cannot be predicted, whatever the shape of its input; {@code multimodal.on-error}
     * decides what follows. With the code UNREACHABLE no other row of the batch can either, and
     * they are not run one by one.
     */
    public static ModelException ofRow(MediaException cause) {
        return new ModelException(cause);
    }

    /** What fails the row; empty unless it was made by {@link #ofRow}. */
    public Optional<MediaException> ofRow() {
        return Optional.ofNullable(ofRow);
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
