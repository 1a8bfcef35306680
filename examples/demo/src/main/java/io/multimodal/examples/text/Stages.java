// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.text;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where the time of a run goes, from one end of a stage to the next. Not thread-safe. */
final class Stages {
    private record Stage(String name, Duration took) {}

    private final List<Stage> stages = new ArrayList<>();
    private long since = System.nanoTime();

    private Stages() {}

    /** Counts from now. */
    static Stages sinceNow() {
        return new Stages();
    }

    /** Counts from the start of this Java process, of which only the wall clock knows. */
    static Stages sinceProcessStart() {
        Stages stages = new Stages();
        long startMillis = ManagementFactory.getRuntimeMXBean().getStartTime();
        stages.since -= MILLISECONDS.toNanos(System.currentTimeMillis() - startMillis);
        return stages;
    }

    /**
     * What went on since the end before is over; said twice of the same stage, only once counted.
     */
    void end(String name) {
        long now = System.nanoTime();
        if (stages.stream().noneMatch(stage -> stage.name().equals(name))) {
            stages.add(new Stage(name, Duration.ofNanos(now - since)));
            since = now;
        }
    }

    /** All in one line: {@code 26.2 s: 0.6 start of Java, 4.9 planning …}. */
    @Override
    public String toString() {
        Duration all = stages.stream().map(Stage::took).reduce(Duration.ZERO, Duration::plus);
        return stages.stream()
                .map(stage -> seconds(stage.took()) + " " + stage.name())
                .collect(Collectors.joining(", ", seconds(all) + " s: ", ""));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
