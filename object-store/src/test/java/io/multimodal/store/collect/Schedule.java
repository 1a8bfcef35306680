// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import io.multimodal.store.collect.Simulation.Limits;
import io.multimodal.store.collect.Simulation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The steps of a simulation, drawn from a seed. Schedules differ in how often each thing happens,
 * so that some have many sweeps and others many processes.
 *
 * @param seed which one, for people
 */
record Schedule(long seed, Limits limits, List<Step> steps) {
    private static final int STEPS = 160;
    private static final int KINDS = 24;
    private static final int FIRST_THAT_MAY_LACK = 1;
    private static final int FIRST_OF_GOING_ON = 16;

    static Schedule of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int favourite = random.nextInt(FIRST_OF_GOING_ON);
        boolean[] never = new boolean[KINDS];
        for (int kind = FIRST_THAT_MAY_LACK; kind < FIRST_OF_GOING_ON; kind++) {
            never[kind] = random.nextInt(3) == 0;
        }
        Limits limits =
                new Limits(
                        2 + random.nextInt(3),
                        1 + random.nextInt(2),
                        1 + random.nextInt(2),
                        1 + random.nextInt(2),
                        random.nextBoolean());
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            int what = random.nextInt(KINDS);
            if (random.nextInt(10) == 0) {
                what = favourite;
            }
            if (never[what]) {
                what = FIRST_OF_GOING_ON;
            }
            steps.add(new Step(what, random.nextInt(60), random.nextInt(60)));
        }
        return new Schedule(seed, limits, steps);
    }

    /** What it loses, and how; empty if it loses nothing. */
    Optional<Loss> run(Optional<Guard> without) {
        Simulation simulation = new Simulation(limits, without);
        for (int i = 0; i < steps.size(); i++) {
            simulation.act(steps.get(i));
            Optional<String> lost = simulation.lost();
            if (lost.isPresent()) {
                return Optional.of(
                        new Loss(
                                new Schedule(seed, limits, steps.subList(0, i + 1)),
                                lost.get(),
                                simulation.trace()));
            }
        }
        return Optional.empty();
    }

    /** A schedule that ends in a loss. */
    record Loss(Schedule schedule, String what, List<String> trace) {
        /** The same with fewer steps, as few as can be had by leaving some out. */
        Loss shrunk(Optional<Guard> without) {
            Loss least = this;
            for (int length = schedule.steps.size() / 2; length > 0; length /= 2) {
                boolean shorter = true;
                while (shorter) {
                    shorter = false;
                    for (int from = 0; from + length <= least.schedule.steps.size(); from++) {
                        List<Step> rest = new ArrayList<>(least.schedule.steps);
                        rest.subList(from, from + length).clear();
                        Optional<Loss> loss =
                                new Schedule(schedule.seed, schedule.limits, rest).run(without);
                        if (loss.isPresent()) {
                            least = loss.get();
                            shorter = true;
                        }
                    }
                }
            }
            return least;
        }

        @Override
        public String toString() {
            return "The schedule of the seed %d loses %s. With as few steps as could be found:%n  %s%nRun it again with -Dcollect.seed=%d -Dcollect.schedules=1"
                    .formatted(schedule.seed, what, String.join("\n  ", trace), schedule.seed);
        }
    }
}
