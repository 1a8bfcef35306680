// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two sides measured by turns, so that what else runs on the machine hits both: the median of the
 * rounds' ratios, and how far they spread. The processor's time of this process is compared too,
 * which other processes disturb less; it counts all threads, a server's in this process included.
 */
public final class Rounds {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final String what;
    private final String floor;
    private final String unit;
    private final List<Sample> floors = new ArrayList<>();
    private final List<Sample> ours = new ArrayList<>();

    /**
     * @param unit what a side does, as in {@code puts}
     */
    public Rounds(String what, String floor, String unit) {
        this.what = what;
        this.floor = floor;
        this.unit = unit;
    }

    /**
     * Runs both sides; the one that begins changes from round to round.
     *
     * @param warmUps rounds that do not count
     */
    public void run(int warmUps, int rounds, Side floorSide, Side ourSide) throws Exception {
        for (int round = -warmUps; round < rounds; round++) {
            boolean floorFirst = (round & 1) == 0;
            Sample first = sample(floorFirst ? floorSide : ourSide, round);
            Sample second = sample(floorFirst ? ourSide : floorSide, round);
            if (round >= 0) {
                floors.add(floorFirst ? first : second);
                ours.add(floorFirst ? second : first);
            }
        }
        print();
    }

    private static Sample sample(Side side, int round) throws Exception {
        Work work = side.prepare(round);
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
        return new Sample(work.amount() / seconds, work.amount() / cpuSeconds);
    }

    private void print() {
        List<Double> ratios = ratios(Sample::perSecond);
        System.out.printf(
                "%-32s %,9.0f %s/s, %s %,.0f: ratio %.2f (%.2f to %.2f in %d rounds), by"
                        + " processor time %.2f%n",
                what,
                median(ours.stream().map(Sample::perSecond).toList()),
                unit,
                floor,
                median(floors.stream().map(Sample::perSecond).toList()),
                median(ratios),
                Collections.min(ratios),
                Collections.max(ratios),
                ratios.size(),
                median(ratios(Sample::perCpuSecond)));
    }

    private List<Double> ratios(ToDoubleFunction<Sample> rate) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(rate.applyAsDouble(ours.get(i)) / rate.applyAsDouble(floors.get(i)));
        }
        return ratios;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** One of the two. */
    public interface Side {
        /**
         * Makes ready what is not to be measured.
         *
         * @param round which; negative while warming up
         */
        Work prepare(int round) throws Exception;
    }

    /** What is measured. */
    public interface Task {
        void run() throws Exception;
    }

    /**
     * A task and how much it does.
     *
     * @param amount in the unit of the rounds
     */
    public record Work(double amount, Task task) {
        void run() throws Exception {
            task.run();
        }
    }

    private record Sample(double perSecond, double perCpuSecond) {}
}
