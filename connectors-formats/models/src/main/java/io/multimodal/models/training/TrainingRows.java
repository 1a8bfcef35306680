// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.flink.table.api.TableRuntimeException;
import org.apache.flink.table.data.ArrayData;

/**
 * All rows of a training: a sample of them in bounded memory, and what is wrong with others. The
 * sample are the rows with the least ranks, which does not depend on the order in which rows come.
 */
@SuppressWarnings("JdkObsolete") // Neither shared nor concurrent.
public final class TrainingRows {
    /** Squares of larger numbers, summed, may be no floats. */
    private static final float MAX_VALUE = 0x1p50f;

    private static final int MAX_LENGTH = 65_536;
    private static final int MAX_LENGTHS = 16;
    private static final int MAX_CLASSES = 1_000;
    private static final long ROW_BYTES = 128;

    private final PriorityQueue<SampledRow> sample =
            new PriorityQueue<>(SampledRow.BY_RANK.reversed());
    private final TreeMap<Integer, Long> lengths = new TreeMap<>();
    private final TreeMap<String, String> labels = new TreeMap<>();
    private long rows;
    private long withoutFeatures;
    private long withoutLabel;
    private long notFinite;
    private long otherLengths;

    /**
     * Adds a row.
     *
     * @param features null where it has none
     * @param label null where it has none
     * @param bytesPerNumber what training holds of each number
     */
    void add(ArrayData features, String label, SampleSize size, int bytesPerNumber) {
        rows++;
        if (label == null) {
            withoutLabel++;
        } else if (features == null || hasNull(features)) {
            withoutFeatures++;
        } else {
            count(features.size());
            float[] numbers = features.toFloatArray();
            if (!isFinite(numbers)) {
                notFinite++;
            } else if (isUsable()) {
                sample(SampledRow.of(numbers, known(label), size.seed()), size, bytesPerNumber);
            } else {
                sample.clear();
            }
        }
    }

    private void count(int length) {
        if (lengths.size() < MAX_LENGTHS || lengths.containsKey(length)) {
            lengths.merge(length, 1L, Long::sum);
        } else {
            otherLengths++;
        }
    }

    private void sample(SampledRow row, SampleSize size, int bytesPerNumber) {
        long bytes = ROW_BYTES + (long) row.features().length * bytesPerNumber;
        long most = Math.max(1, Math.min(size.maxRows(), size.maxBytes() / bytes));
        sample.add(row);
        if (sample.size() > most) {
            sample.poll();
        }
    }

    /** One text for all rows of a class. */
    private String known(String label) {
        String known = labels.putIfAbsent(label, label);
        if (labels.size() > MAX_CLASSES) {
            throw new TableRuntimeException(
                    "the label has more than %,d different values; it is to be a class, not a number or a text that is different in each row"
                            .formatted(MAX_CLASSES));
        }
        return known == null ? label : known;
    }

    private static boolean hasNull(ArrayData features) {
        for (int i = 0; i < features.size(); i++) {
            if (features.isNullAt(i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFinite(float... numbers) {
        for (float number : numbers) {
            if (!(Math.abs(number) <= MAX_VALUE)) {
                return false;
            }
        }
        return true;
    }

    private boolean isUsable() {
        return withoutFeatures == 0
                && withoutLabel == 0
                && notFinite == 0
                && lengths.size() == 1
                && lengths.firstKey() > 0
                && lengths.firstKey() <= MAX_LENGTH;
    }

    /** How many rows there were. */
    long rows() {
        return rows;
    }

    /** How many numbers each row has. */
    int length() {
        return lengths.firstKey();
    }

    /**
     * The sample by rank.
     *
     * @throws TableRuntimeException that counts the rows that cannot be learned from, if there are
     *     any, or if there is no row
     */
    List<SampledRow> sample() {
        if (rows == 0) {
            throw new TableRuntimeException("the query gave no rows");
        }
        if (!isUsable()) {
            throw new TableRuntimeException(problems());
        }
        List<SampledRow> sorted = new ArrayList<>(sample);
        sorted.sort(SampledRow.BY_RANK);
        return sorted;
    }

    private String problems() {
        List<String> problems = new ArrayList<>();
        count(withoutFeatures, "features that are NULL or have an element that is", problems);
        count(withoutLabel, "a label that is NULL", problems);
        count(
                notFinite,
                "features with an element that is not a number between -2^50 and 2^50",
                problems);
        if (lengths.size() > 1
                || lengths.containsKey(0)
                || (!lengths.isEmpty() && lengths.lastKey() > MAX_LENGTH)) {
            List<String> found = new ArrayList<>();
            lengths.forEach(
                    (length, count) -> found.add("%,d in %,d rows".formatted(length, count)));
            if (otherLengths > 0) {
                found.add("others in %,d rows".formatted(otherLengths));
            }
            problems.add(
                    "the features are to have one length, from 1 to %,d, and have %s"
                            .formatted(MAX_LENGTH, String.join(", ", found)));
        }
        return "of %,d rows, %s; leave such rows out with WHERE"
                .formatted(rows, String.join("; ", problems));
    }

    private static void count(long number, String what, List<String> problems) {
        if (number > 0) {
            problems.add("%,d have %s".formatted(number, what));
        }
    }
}
