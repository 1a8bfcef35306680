// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.table.api.dataview.MapView;

/**
 * How often each prediction met each label, and with which scores as long as there are two classes.
 */
@SuppressWarnings("MemberName")
public final class ScoredContingency extends Contingency {
    /**
     * The bits of a float that are left out: 4,096 scores are told apart between two powers of 2 of
     * the distance to 1.
     */
    private static final int COARSE_BITS = 11;

    /** Of two classes, the likelier one has at least a half, but for rounding. */
    private static final double LEAST_SCORE = 0.4999;

    /** By the distance of the score to 1, and the pair as in {@link #counts}. */
    public MapView<String, Long> scores = new MapView<>();

    /**
     * Whether no area is known: a row had no probability of at least a half, or there were more
     * than two classes.
     */
    public boolean unscored;

    void add(String label, String prediction, Double score) {
        add(label, prediction, 1L);
        if (score == null || !(score >= LEAST_SCORE && score <= 1)) {
            unscored = true;
        }
        if (!unscored) {
            int distance = Float.floatToIntBits((float) (1 - Math.max(score, 0.5))) >>> COARSE_BITS;
            addScore(distance + " " + key(label, prediction), 1);
        }
        // Two classes make four pairs.
        unscored |= pairs > 4;
    }

    void add(ScoredContingency others) {
        super.add(others);
        unscored |= others.unscored || pairs > 4;
        if (!unscored) {
            try {
                for (Map.Entry<String, Long> score : others.scores.entries()) {
                    addScore(score.getKey(), score.getValue());
                }
            } catch (Exception e) {
                throw new IllegalStateException("The state of an evaluation cannot be read", e);
            }
        }
    }

    private void addScore(String key, long count) {
        try {
            Long before = scores.get(key);
            scores.put(key, count + (before == null ? 0 : before));
        } catch (Exception e) {
            throw new IllegalStateException("The state of an evaluation cannot be written", e);
        }
    }

    /**
     * Puts {@code roc_auc}, and {@code roc_auc_error}, by which it may differ from the area of the
     * scores themselves; nothing unless there are two classes.
     */
    void area(Map<String, Double> metrics) {
        Set<String> classes = new TreeSet<>();
        Map<String, Map<String, Long>> table = table();
        table.forEach(
                (label, row) -> {
                    classes.add(label);
                    classes.addAll(row.keySet());
                });
        if (unscored || table.size() != 2 || classes.size() != 2) {
            return;
        }
        // By the probability of the first class, upwards. Which class is the positive one does not
        // matter, since the probabilities of both are 1.
        String negative = classes.iterator().next();
        TreeMap<Double, long[]> bins = new TreeMap<>();
        try {
            for (Map.Entry<String, Long> score : scores.entries()) {
                String key = score.getKey();
                int blank = key.indexOf(' ');
                List<String> pair = pair(key.substring(blank + 1));
                double toOne =
                        Float.intBitsToFloat(Integer.parseInt(key, 0, blank, 10) << COARSE_BITS);
                long[] bin =
                        bins.computeIfAbsent(
                                pair.get(1).equals(negative) ? 1 - toOne : toOne,
                                probability -> new long[2]);
                bin[pair.get(0).equals(negative) ? 0 : 1] += score.getValue();
            }
        } catch (Exception e) {
            throw new IllegalStateException("The state of an evaluation cannot be read", e);
        }
        double positives = 0;
        double above = 0;
        double together = 0;
        double negatives = 0;
        for (long[] bin : bins.values()) {
            // Each negative row that comes later is below the positive rows so far.
            above += bin[0] * positives;
            together += (double) bin[0] * bin[1];
            positives += bin[1];
            negatives += bin[0];
        }
        double all = positives * negatives;
        metrics.put("roc_auc", (above + together / 2) / all);
        metrics.put("roc_auc_error", together / 2 / all);
    }
}
