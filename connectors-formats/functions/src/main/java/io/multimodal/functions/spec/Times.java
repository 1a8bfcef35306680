// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.annotation.Public;
import io.multimodal.types.program.Clip;
import java.util.List;
import java.util.Optional;

/** Which times functions take, in seconds. */
@Public
public final class Times {
    private static final double MICROS = 1e6;
    private static final double MAX_SECONDS = Clip.MAX_MICROS / MICROS;

    /** A time from the beginning. */
    public static final Allowed TIME = Allowed.between(0, MAX_SECONDS);

    /** A time from one thing to the next. */
    public static final Allowed DISTANCE = Allowed.above(0, MAX_SECONDS);

    /** Of the arguments 1 and 2, where something begins and ends. */
    public static final Rule IN_ORDER = Rule.of(Times::inOrder, 1, 2);

    private Times() {}

    private static Optional<String> inOrder(List<Object> ends) {
        if (ends.get(0) == null || ends.get(1) == null) {
            return Optional.empty();
        }
        long from = Math.round(((Number) ends.get(0)).doubleValue() * MICROS);
        long to = Math.round(((Number) ends.get(1)).doubleValue() * MICROS);
        return from < to
                ? Optional.empty()
                : Optional.of(
                        "from_seconds is %s and to_seconds is %s; the beginning is before the end"
                                .formatted(ends.get(0), ends.get(1)));
    }
}
