// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of a bound on the rows in flight. */
class RowsInFlightTest {
    @Test
    void findsABoundThatMostRowsMeet() {
        assertThat(boundOf(600, 10)).hasValue(10);
        // So few at once are a slow query.
        assertThat(boundOf(600, 2)).isEmpty();
        RowsInFlight varying = new RowsInFlight();
        for (int i = 0; i < 600; i++) {
            int rows = i % 20;
            IntStream.range(0, rows).forEach(row -> assertThat(varying.enter()).isEmpty());
            IntStream.range(0, rows).forEach(row -> varying.leave());
        }
    }

    private static OptionalInt boundOf(int rows, int bound) {
        RowsInFlight inFlight = new RowsInFlight();
        IntStream.range(0, bound - 1).forEach(row -> assertThat(inFlight.enter()).isEmpty());
        OptionalInt found = OptionalInt.empty();
        for (int i = 0; i < rows; i++) {
            OptionalInt now = inFlight.enter();
            found = now.isPresent() ? now : found;
            inFlight.leave();
        }
        return found;
    }
}
