// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.connectors.media.source.listing.FileStamp;
import io.multimodal.connectors.media.source.listing.ListedFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final Duration SETTLE_TIME = Duration.ofSeconds(3);

    private final AtomicLong clock = new AtomicLong(-5_000_000_000L);
    private final Arrivals arrivals = new Arrivals(SETTLE_TIME, clock::get, Map.of());

    @Test
    void givesAFileOnceItHasStayedTheSameForTheSettleTime() {
        assertThat(arrivals.next(List.of(file("a", 1, 1)))).isEmpty();
        assertThat(after(2, file("a", 1, 1))).isEmpty();
        assertThat(arrivals.unsettled()).containsExactly(file("a", 1, 1));
        assertThat(after(1, file("a", 1, 1))).containsExactly(file("a", 1, 1));
        assertThat(arrivals.unsettled()).isEmpty();
        assertThat(after(60, file("a", 1, 1))).isEmpty();
    }

    @Test
    void waitsForAFileThatGrowsOrIsWrittenAgain() {
        arrivals.next(List.of(file("a", 1, 1)));
        assertThat(after(4, file("a", 2, 1))).isEmpty();
        assertThat(after(2, file("a", 2, 9))).isEmpty();
        assertThat(after(2, file("a", 2, 9))).isEmpty();
        assertThat(after(1, file("a", 2, 9))).containsExactly(file("a", 2, 9));
    }

    @Test
    void givesAFileAgainThatChangedSinceItWasGiven() {
        arrivals.next(List.of(file("a", 1, 1)));
        after(3, file("a", 1, 1));
        assertThat(after(1, file("a", 7, 1))).isEmpty();
        assertThat(after(3, file("a", 7, 1))).containsExactly(file("a", 7, 1));
    }

    @Test
    void forgetsAFileThatVanishedBeforeItSettled() {
        arrivals.next(List.of(file("a", 1, 1)));
        assertThat(after(4)).isEmpty();
        assertThat(after(4, file("a", 1, 1))).isEmpty();
    }

    @Test
    void givesAtOnceWhereNothingIsToSettle() {
        Arrivals atOnce = new Arrivals(Duration.ZERO, clock::get, Map.of());

        assertThat(atOnce.next(List.of(file("a", 1, 1)))).containsExactly(file("a", 1, 1));
    }

    @Test
    void takesFilesOfAnOlderCheckpointForUnchangedOnce() {
        Arrivals restored =
                new Arrivals(
                        Duration.ZERO,
                        clock::get,
                        Map.of(file("a", 1, 1).path().toString(), FileStamp.UNKNOWN));

        assertThat(restored.next(List.of(file("a", 1, 1), file("b", 1, 1))))
                .containsExactly(file("b", 1, 1));
        assertThat(restored.next(List.of(file("a", 2, 1)))).containsExactly(file("a", 2, 1));
    }

    private List<ListedFile> after(int seconds, ListedFile... listed) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
        return arrivals.next(List.of(listed));
    }

    private static ListedFile file(String name, long bytes, long modified) {
        return new ListedFile(
                new Path("file:/photos/" + name), bytes, Instant.ofEpochMilli(modified));
    }
}
