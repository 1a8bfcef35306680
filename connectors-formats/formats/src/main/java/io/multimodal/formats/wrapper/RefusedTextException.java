// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;

/** A text, or the bytes that one would be made of, that is not a reference. */
final class RefusedTextException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_CHARACTERS = 64;

    private final String shown;

    RefusedTextException(String text, InvalidReferenceException why) {
        super(why.getMessage(), why);
        this.shown =
                text.length() <= SHOWN_CHARACTERS
                        ? text
                        : text.substring(0, SHOWN_CHARACTERS) + "…";
    }

    /** Its beginning, for messages and dead letters. */
    String shown() {
        return shown;
    }
}
