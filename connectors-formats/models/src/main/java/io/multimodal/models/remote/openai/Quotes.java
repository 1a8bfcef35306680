// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

/** Parts of answers in messages. */
final class Quotes {
    private static final int MAX_CHARACTERS = 120;

    private Quotes() {}

    /** The beginning of a text, on one line. */
    static String of(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS) + "…";
    }
}
