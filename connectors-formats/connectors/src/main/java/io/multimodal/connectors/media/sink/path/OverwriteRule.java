// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.path;

import io.multimodal.annotation.Public;

/**
 * What follows where a file with other content already lies at the path of a row. A file with the
 * same content is always taken for the row's own.
 */
@Public
public enum OverwriteRule {
    /** The row cannot be written, which is handled as {@code multimodal.on-error} says. */
    ERROR("error"),
    /** The file stays as it is, and the row is not written. */
    SKIP("skip"),
    /** The file of the row takes its place. */
    REPLACE("replace");

    private final String word;

    OverwriteRule(String word) {
        this.word = word;
    }

    /** The word as options spell it. */
    @Override
    public String toString() {
        return word;
    }
}
