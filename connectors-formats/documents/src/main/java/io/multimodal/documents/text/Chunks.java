// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.text;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Cuts a text into pieces that overlap. Stateless and thread-safe. */
public final class Chunks {
    /** The most characters of all pieces of a text. */
    public static final long MAX_CHARS = 64L << 20;

    private Chunks() {}

    /** What the size of a piece and the overlap count. */
    public enum Unit {
        /** Characters of Unicode. */
        CHARACTERS,
        /** Words, by the rules of Unicode; marks between them belong to the word before. */
        WORDS,
        /** Sentences, by the rules of Unicode. */
        SENTENCES;

        /** The unit with this name in lower case. */
        public static Unit named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        /** Where units begin, ascending, and where the last one ends. */
        private int[] bounds(String text) {
            return switch (this) {
                case CHARACTERS ->
                        IntStream.rangeClosed(0, text.length())
                                .filter(at -> !isInsideOfPair(text, at))
                                .toArray();
                case WORDS -> bounds(text, BreakIterator.getWordInstance(Locale.ROOT), true);
                case SENTENCES ->
                        bounds(text, BreakIterator.getSentenceInstance(Locale.ROOT), false);
            };
        }

        private static boolean isInsideOfPair(String text, int at) {
            return at > 0
                    && at < text.length()
                    && Character.isLowSurrogate(text.charAt(at))
                    && Character.isHighSurrogate(text.charAt(at - 1));
        }

        private static int[] bounds(String text, BreakIterator breaks, boolean ofWordsOnly) {
            IntStream.Builder bounds = IntStream.builder();
            breaks.setText(text);
            for (int at = breaks.first(); at != BreakIterator.DONE && at < text.length(); ) {
                if (!ofWordsOnly || Character.isLetterOrDigit(text.codePointAt(at))) {
                    bounds.add(at);
                }
                at = breaks.next();
            }
            return bounds.add(text.length()).build().toArray();
        }
    }

    /**
     * A piece.
     *
     * @param number from 1
     * @param text without blanks at its ends
     * @param position of its first character in the whole text, from 1, as SUBSTRING counts
     */
    public record Chunk(int number, String text, int position) {}

    /**
     * The pieces of a text in order; none of a text of blanks alone.
     *
     * @param size the units of a piece, at least 1
     * @param overlap how many of them the next piece repeats, 0 to size - 1
     * @throws MediaException TOO_LARGE if all pieces together had more than {@link #MAX_CHARS}
     */
    public static List<Chunk> of(String text, int size, int overlap, Unit unit)
            throws MediaException {
        int[] bounds = unit.bounds(text);
        int units = bounds.length - 1;
        checkTotal(bounds, size, overlap);
        List<Chunk> chunks = new ArrayList<>();
        int counted = 0;
        int characters = 0;
        for (int first = 0; first < units; first += size - overlap) {
            int last = (int) Math.min(units, (long) first + size);
            int begin = skipBlanks(text, bounds[first], bounds[last]);
            String piece = text.substring(begin, bounds[last]).stripTrailing();
            if (!piece.isEmpty()) {
                characters += text.codePointCount(counted, begin);
                counted = begin;
                chunks.add(new Chunk(chunks.size() + 1, piece, characters + 1));
            }
            if (last == units) {
                break;
            }
        }
        return chunks;
    }

    private static int skipBlanks(String text, int from, int to) {
        int at = from;
        while (at < to && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static void checkTotal(int[] bounds, int size, int overlap) throws MediaException {
        int units = bounds.length - 1;
        long total = 0;
        for (int first = 0; first < units; first += size - overlap) {
            int last = (int) Math.min(units, (long) first + size);
            total += bounds[last] - bounds[first];
            if (total > MAX_CHARS) {
                throw new MediaException(
                        ErrorCode.TOO_LARGE,
                        "The pieces of a text of %d characters would have more than %d characters with a size of %d and an overlap of %d; make the overlap smaller"
                                .formatted(bounds[units], MAX_CHARS, size, overlap));
            }
            if (last == units) {
                return;
            }
        }
    }
}
