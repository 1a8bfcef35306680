// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several sides measured by turns, so that what else runs on the machine hits all of them: the
 * median rate of each, and the median of the rounds' ratios of two.
 */
final class Turns {
    /** What is measured in one round. */
    @FunctionalInterface
    interface Side {
        /** How much it did in a second. */
        double perSecond(int round) throws Exception;
    }

    private final String unit;
    private final Map<String, Side> sides = new LinkedHashMap<>();
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();

    /**
     * @param unit what all sides do, as in {@code files}
     */
    Turns(String unit) {
        this.unit = unit;
    }

    Turns side(String name, Side side) {
        sides.put(name, side);
        rates.put(name, new ArrayList<>());
        return this;
    }

    /**
     * Runs all sides in each round, and says on standard error how each went; which of them begins
     * changes from round to round.
     *
     * @param rounds how many, of which the first warms up unless it is the only one
     */
    Turns run(int rounds) throws Exception {
        List<String> order = new ArrayList<>(sides.keySet());
        for (int round = 0; round < rounds; round++) {
            for (String name : order) {
                double rate = sides.get(name).perSecond(round);
                System.err.printf(
                        "Round %d of %d%s: %s, %,.0f %s/s%n",
                        round + 1,
                        rounds,
                        round == 0 && rounds > 1 ? ", warms up" : "",
                        name,
                        rate,
                        unit);
                if (round > 0 || rounds == 1) {
                    rates.get(name).add(rate);
                }
            }
            Collections.rotate(order, 1);
        }
        return this;
    }

    /** Prints the rate of one side beside that of another one. */
    Turns compare(String ours, String floor) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rates.get(ours).size(); i++) {
            ratios.add(rates.get(ours).get(i) / rates.get(floor).get(i));
        }
        System.out.printf(
                "%-40s %,9.0f %s/s, %s %,.0f: ratio %.2f (%.2f to %.2f in %d rounds)%n",
                ours,
                median(rates.get(ours)),
                unit,
                floor,
                median(rates.get(floor)),
                median(ratios),
                Collections.min(ratios),
                Collections.max(ratios),
                ratios.size());
        return this;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
