// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.evaluation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.api.TableRuntimeException;
import org.apache.flink.table.api.dataview.MapView;

/** How often each prediction met each label: what is kept of rows whose values are classes. */
@SuppressWarnings("MemberName")
public class Contingency extends Evaluation.Rows {
    /** The most pairs of label and prediction that differ. */
    static final int MAX_PAIRS = 100_000;

    /** By the length of the label, a blank, the label and the prediction. */
    public MapView<String, Long> counts = new MapView<>();

    /** How many pairs there are. */
    public int pairs;

    void add(String label, String prediction, long count) {
        add(key(label, prediction), count);
    }

    static String key(String label, String prediction) {
        return label.length() + " " + label + prediction;
    }

    /** The label and the prediction of a key. */
    static List<String> pair(String key) {
        int start = key.indexOf(' ') + 1;
        int end = start + Integer.parseInt(key, 0, start - 1, 10);
        return List.of(key.substring(start, end), key.substring(end));
    }

    void add(Contingency others) {
        try {
            for (Map.Entry<String, Long> pair : others.counts.entries()) {
                add(pair.getKey(), pair.getValue());
            }
        } catch (Exception e) {
            throw new IllegalStateException("The state of an evaluation cannot be read", e);
        }
    }

    private void add(String pair, long count) {
        try {
            Long before = counts.get(pair);
            if (before == null && ++pairs > MAX_PAIRS) {
                throw new TableRuntimeException(
                        "Cannot evaluate: labels and predictions make more than %,d different pairs; the tasks classification and clustering compare classes, task 'regression' numbers and 'text_generation' texts"
                                .formatted(MAX_PAIRS));
            }
            counts.put(pair, count + (before == null ? 0 : before));
        } catch (TableRuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The state of an evaluation cannot be written", e);
        }
    }

    /** The counts by label and prediction, in alphabetical order. */
    Map<String, Map<String, Long>> table() {
        Map<String, Map<String, Long>> table = new TreeMap<>();
        try {
            for (Map.Entry<String, Long> pair : counts.entries()) {
                List<String> labelAndPrediction = pair(pair.getKey());
                table.computeIfAbsent(labelAndPrediction.get(0), label -> new TreeMap<>())
                        .put(labelAndPrediction.get(1), pair.getValue());
            }
        } catch (Exception e) {
            throw new IllegalStateException("The state of an evaluation cannot be read", e);
        }
        return table;
    }
}
