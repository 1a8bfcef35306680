// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.TableRuntimeException;

/**
 * {@code exact_match}, the share of texts that are equal; {@code word_error_rate} and {@code
 * character_error_rate}, the edits that make the label of the prediction over the length of the
 * label; {@code bleu} over the words of all rows, 0 to 1, without smoothing. Words are separated by
 * white space.
 */
public final class TextEvaluation extends Evaluation<String, TextEvaluation.Sums> {
    private static final long serialVersionUID = 1L;

    /** The most words, or characters, of a text: their edits take time by the product. */
    private static final int MAX_LENGTH = 20_000;

    private static final int ORDERS = 4;

    /** Sums over rows. */
    public static final class Sums extends Rows {
        /** Of equal texts. */
        public long equal;

        /** Of edits of words. */
        public long wordEdits;

        /** Of words of labels. */
        public long words;

        /** Of words of predictions. */
        public long predictedWords;

        /** Of edits of characters. */
        public long characterEdits;

        /** Of characters of labels. */
        public long characters;

        /** Of sequences of 1, 2, 3 and 4 words that both have. */
        public long[] matches = new long[ORDERS];

        /** Of such sequences of predictions. */
        public long[] sequences = new long[ORDERS];
    }

    @Override
    public Sums createAccumulator() {
        return new Sums();
    }

    /** Adds a row; both may be null. */
    public void accumulate(Sums sums, String label, String prediction) {
        accumulateRow(sums, label, prediction);
    }

    /** Adds the rows of others. */
    public void merge(Sums sums, Iterable<Sums> others) {
        mergeRows(sums, others);
    }

    @Override
    void compare(Sums sums, String label, String prediction) {
        List<String> expected = words(label);
        List<String> predicted = words(prediction);
        List<Integer> characters = characters(label);
        sums.equal += label.equals(prediction) ? 1 : 0;
        sums.wordEdits += edits(expected, predicted, "words");
        sums.words += expected.size();
        sums.predictedWords += predicted.size();
        sums.characterEdits += edits(characters, characters(prediction), "characters");
        sums.characters += characters.size();
        for (int order = 1; order <= ORDERS; order++) {
            Map<List<String>, Integer> left = new HashMap<>();
            for (int i = 0; i + order <= expected.size(); i++) {
                left.merge(expected.subList(i, i + order), 1, Integer::sum);
            }
            for (int i = 0; i + order <= predicted.size(); i++) {
                sums.sequences[order - 1]++;
                List<String> sequence = predicted.subList(i, i + order);
                int count = left.getOrDefault(sequence, 0);
                if (count > 0) {
                    left.put(sequence, count - 1);
                    sums.matches[order - 1]++;
                }
            }
        }
    }

    private static List<String> words(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+", -1));
    }

    private static List<Integer> characters(String text) {
        return text.codePoints().boxed().toList();
    }

    /** How many elements are inserted, deleted or replaced to make one list of the other. */
    private static <E> int edits(List<E> one, List<E> other, String elements) {
        int longest = Math.max(one.size(), other.size());
        if (longest > MAX_LENGTH) {
            throw new TableRuntimeException(
                    "Cannot evaluate a text of %,d %s: texts have at most %,d; leave the row out"
                            .formatted(longest, elements, MAX_LENGTH));
        }
        int[] above = new int[other.size() + 1];
        for (int j = 0; j <= other.size(); j++) {
            above[j] = j;
        }
        int[] row = new int[above.length];
        List<E> columns = new ArrayList<>(other);
        for (int i = 1; i <= one.size(); i++) {
            row[0] = i;
            E element = one.get(i - 1);
            for (int j = 1; j <= columns.size(); j++) {
                int replaced = above[j - 1] + (element.equals(columns.get(j - 1)) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            int[] swap = above;
            above = row;
            row = swap;
        }
        return above[other.size()];
    }

    @Override
    void add(Sums sums, Sums others) {
        sums.equal += others.equal;
        sums.wordEdits += others.wordEdits;
        sums.words += others.words;
        sums.predictedWords += others.predictedWords;
        sums.characterEdits += others.characterEdits;
        sums.characters += others.characters;
        for (int i = 0; i < ORDERS; i++) {
            sums.matches[i] += others.matches[i];
            sums.sequences[i] += others.sequences[i];
        }
    }

    @Override
    void metrics(Sums sums, Map<String, Double> metrics) {
        metrics.put("exact_match", (double) sums.equal / sums.rows);
        metrics.put("word_error_rate", ratio(sums.wordEdits, sums.words));
        metrics.put("character_error_rate", ratio(sums.characterEdits, sums.characters));
        metrics.put("bleu", bleu(sums));
    }

    /** Not a number for no texts, and so not in the result. */
    private static double ratio(long edits, long length) {
        return length == 0 ? Double.NaN : (double) edits / length;
    }

    private static double bleu(Sums sums) {
        double logs = 0;
        for (int i = 0; i < ORDERS; i++) {
            logs += Math.log((double) sums.matches[i] / Math.max(1, sums.sequences[i])) / ORDERS;
        }
        double shorter =
                sums.predictedWords < sums.words
                        ? 1 - (double) sums.words / Math.max(1, sums.predictedWords)
                        : 0;
        return Math.exp(logs + shorter);
    }
}
