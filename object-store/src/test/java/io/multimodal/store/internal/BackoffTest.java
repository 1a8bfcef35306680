// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void endsAfterTheLastAttempt() {
        Backoff backoff = new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(1), HOUR);
        assertThat(backoff.nextPauseNanos()).isPresent();
        assertThat(backoff.nextPauseNanos()).isPresent();
        assertThat(backoff.attempt()).isEqualTo(3);
        assertThat(backoff.nextPauseNanos()).isEmpty();
        assertThat(backoff.attempt()).isEqualTo(3);
    }

    @Test
    void beginsNoAttemptAfterTheEndOfTheCall() {
        Duration pause = Duration.ofMillis(1);
        assertThat(new Backoff(3, pause, pause, Duration.ZERO).nextPauseNanos()).isEmpty();
    }

    /** Of 200 draws each the longest pause lies in the upper half of its bound. */
    @Test
    void doublesTheBoundOfPausesUpToTheLongest() {
        Duration[] bounds = {Duration.ofNanos(1_000), Duration.ofNanos(4_500)};
        List<Long> longest = new ArrayList<>(List.of(0L, 0L, 0L, 0L));
        for (int call = 0; call < 200; call++) {
            Backoff backoff = new Backoff(5, bounds[0], bounds[1], HOUR);
            for (int i = 0; i < longest.size(); i++) {
                OptionalLong pause = backoff.nextPauseNanos();
                longest.set(i, Math.max(longest.get(i), pause.getAsLong()));
            }
        }
        assertThat(longest.get(0)).isBetween(500L, 1_000L);
        assertThat(longest.get(1)).isBetween(1_000L, 2_000L);
        assertThat(longest.get(2)).isBetween(2_000L, 4_000L);
        assertThat(longest.get(3)).isBetween(2_250L, 4_500L);
    }
}
