// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.failure;

import io.multimodal.annotation.Public;

/** The reaction to an object that cannot be used: the values of {@code multimodal.on-error}. */
@Public
public enum OnError {
    /** The job stops with a message that names the object and the reason. */
    FAIL("fail"),
    /** The row continues with NULL. */
    NULL("null"),
    /**
     * The row continues with NULL, and a dead letter names the object, the function and the reason.
     */
    DEAD_LETTER("dead-letter");

    private final String word;

    OnError(String word) {
        this.word = word;
    }

    /** The value as options spell it; Flink parses and prints enum options by it. */
    @Override
    public String toString() {
        return word;
    }
}
