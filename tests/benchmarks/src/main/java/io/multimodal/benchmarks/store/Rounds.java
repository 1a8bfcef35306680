// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Two sides measured by turns, so that what else runs on the machine hits both: the median of the
 * rounds' ratios, and how far they spread.
 */
final class Rounds {
    private final String what;
    private final String floor;
    private final String unit;
    private final List<Double> floors = new ArrayList<>();
    private final List<Double> ours = new ArrayList<>();

    Rounds(String what, String floor, String unit) {
        this.what = what;
        this.floor = floor;
        this.unit = unit;
    }

    /**
     * Runs both sides; the one that begins changes from round to round.
     *
     * @param warmUps rounds that do not count
     */
    void run(int warmUps, int rounds, Side floorSide, Side ourSide) throws Exception {
        for (int round = -warmUps; round < rounds; round++) {
            double first = (round & 1) == 0 ? floorSide.rate(round) : ourSide.rate(round);
            double second = (round & 1) == 0 ? ourSide.rate(round) : floorSide.rate(round);
            if (round >= 0) {
                floors.add((round & 1) == 0 ? first : second);
                ours.add((round & 1) == 0 ? second : first);
            }
        }
        print();
    }

    private void print() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / floors.get(i));
        }
        System.out.printf(
                "%-34s %,10.0f %s, %s %,.0f: ratio %.2f (%.2f to %.2f in %d rounds)%n",
                what,
                median(ours),
                unit,
                floor,
                median(floors),
                median(ratios),
                Collections.min(ratios),
                Collections.max(ratios),
                ratios.size());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** One of the two. */
    interface Side {
        /**
         * Does the work once.
         *
         * @param round which, so that no content comes twice; negative while warming up
         * @return how much was done in a second
         */
        double rate(int round) throws Exception;
    }
}
