// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.ocr;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Makes text of what a "connectionist temporal classification" recogniser says of each step along
 * the line: the likeliest character of each step, repetitions joined, blanks dropped.
 */
public final class CtcDecoder {
    private static final int BLANK = 0;

    private final String[] characters;

    /**
     * @param charset the characters of the classes from 1 on; blank comes before them, the space
     *     after them
     */
    public CtcDecoder(List<String> charset) {
        characters = new String[charset.size() + 2];
        characters[BLANK] = "";
        for (int i = 0; i < charset.size(); i++) {
            characters[i + 1] = charset.get(i);
        }
        characters[characters.length - 1] = " ";
    }

    /** How many classes each step has: the charset, blank and space. */
    public int classes() {
        return characters.length;
    }

    /**
     * The text.
     *
     * @param probabilities step after step, {@code steps * classes()} from its position on
     */
    public Line decode(FloatBuffer probabilities, int steps) {
        StringBuilder text = new StringBuilder();
        double sum = 0;
        int kept = 0;
        int previous = BLANK;
        int offset = probabilities.position();
        for (int step = 0; step < steps; step++, offset += characters.length) {
            int best = 0;
            float bestProbability = probabilities.get(offset);
            for (int i = 1; i < characters.length; i++) {
                float probability = probabilities.get(offset + i);
                if (probability > bestProbability) {
                    best = i;
                    bestProbability = probability;
                }
            }
            if (best != BLANK && best != previous) {
                text.append(characters[best]);
                sum += bestProbability;
                kept++;
            }
            previous = best;
        }
        return new Line(text.toString(), kept == 0 ? 0 : (float) (sum / kept));
    }

    /**
     * A line of text.
     *
     * @param text may be empty
     * @param score the mean probability of its characters; 0 where it is empty
     */
    public record Line(String text, float score) {}
}
