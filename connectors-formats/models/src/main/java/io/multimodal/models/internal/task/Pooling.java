// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

/** How the vectors of a text's tokens become one vector. */
public enum Pooling {
    /** Their mean. */
    MEAN("mean"),
    /** The vector of the first token. */
    CLS("cls"),
    /** The model gives one vector for the text. */
    NONE("none");

    private final String word;

    Pooling(String word) {
        this.word = word;
    }

    /** The word as options spell it; Flink parses and prints enum options by it. */
    @Override
    public String toString() {
        return word;
    }
}
