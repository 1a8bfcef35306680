// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostGatesTest {
    private static final Politeness TWO = new Politeness(2, Duration.ZERO);

    private final HostGates gates = new HostGates();

    @Test
    void letsSoManyThroughInTheirOrderAndForgetsTheHost() {
        List<CompletableFuture<HostGates.Permit>> turns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            turns.add(gates.acquire("a", TWO));
        }
        assertThat(turns)
                .extracting(CompletableFuture::isDone)
                .containsExactly(true, true, false, false);
        assertThat(gates.acquire("b", TWO)).as("another host").isDone();

        turns.get(1).join().close();
        turns.get(1).join().close();
        assertThat(turns)
                .extracting(CompletableFuture::isDone)
                .containsExactly(true, true, true, false);
        turns.get(0).join().close();
        turns.get(2).join().close();
        turns.get(3).join().close();
        assertThat(gates.size()).as("hosts in use").isEqualTo(1);
    }

    @Test
    void passesOverThoseWhoGaveUp() {
        HostGates.Permit first = gates.acquire("a", new Politeness(1, Duration.ZERO)).join();
        CompletableFuture<HostGates.Permit> second =
                gates.acquire("a", new Politeness(1, Duration.ZERO));
        CompletableFuture<HostGates.Permit> third =
                gates.acquire("a", new Politeness(1, Duration.ZERO));

        HostGates.giveUp(second);
        first.close();

        assertThat(third).isDone();
        HostGates.giveUp(third);
        assertThat(gates.size()).isZero();
    }

    @Test
    void keepsTheDelayAndThePause() throws Exception {
        Politeness slow = new Politeness(5, Duration.ofMillis(200));
        long begin = System.nanoTime();
        gates.acquire("a", slow).join().close();
        gates.acquire("a", slow).join().close();
        assertThat(since(begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));

        begin = System.nanoTime();
        gates.pause("b", Duration.ofMillis(300));
        gates.acquire("b", TWO).get(50, TimeUnit.SECONDS).close();
        assertThat(since(begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    void readsBothFormsOfRetryAfter() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-02T10:00:00Z"), ZoneOffset.UTC);

        assertThat(RetryAfter.parse("120", clock)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Mon, 2 Nov 2026 10:00:30 GMT", clock))
                .contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("Mon, 2 Nov 2026 09:00:00 GMT", clock)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("soon", clock)).isEmpty();
        assertThat(RetryAfter.parse("-5", clock)).isEmpty();
    }
}
