// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No schedule of jobs, writers and sweeps loses an object; without a guard one of them does. More
 * schedules: {@code -Dcollect.schedules=1000000}; others: {@code -Dcollect.seed=1000000}.
 */
class CollectionSimulationTest {
    private static final long SEED = Long.getLong("collect.seed", 1);
    private static final int SCHEDULES = Integer.getInteger("collect.schedules", 1000);

    @Test
    void noScheduleLosesAnObject() {
        for (long seed = SEED; seed < SEED + SCHEDULES; seed++) {
            Optional<Schedule.Loss> loss = Schedule.of(seed).run(Optional.empty());
            assertThat(loss.map(found -> found.shrunk(Optional.empty()))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource
    void withoutAGuardAScheduleLosesOne(Guard guard) {
        assertThat(Schedule.of(guard.seed()).run(Optional.of(guard))).isPresent();
        assertThat(Schedule.of(guard.seed()).run(Optional.empty())).isEmpty();
    }

    static Stream<Guard> withoutAGuardAScheduleLosesOne() {
        return Arrays.stream(Guard.values()).filter(guard -> guard.seed() != 0);
    }

    @Test
    void aLossIsShrunkAndCanBeRunAgain() {
        Optional<Guard> without = Optional.of(Guard.SWEEP_LOOKS_AT_ROOTS);
        Schedule.Loss loss = Schedule.of(Guard.SWEEP_LOOKS_AT_ROOTS.seed()).run(without).get();
        Schedule.Loss shrunk = loss.shrunk(without);
        assertThat(shrunk.schedule().steps()).hasSizeLessThan(loss.schedule().steps().size());
        assertThat(shrunk.schedule().run(without)).hasValue(shrunk);
        assertThat(shrunk.toString()).contains("-Dcollect.seed=7 ");
    }
}
