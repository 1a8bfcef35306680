// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.annotation.Public;
import io.multimodal.types.program.Clip;
import java.util.List;
import java.util.Optional;

/** The times that functions accept, in seconds. */
@Public
public final class Times {
    private static final double MICROS = 1e6;
    private static final double MAX_SECONDS = Clip.MAX_MICROS / MICROS;

    /** A time from the beginning, in seconds. */
    public static final Allowed TIME = Allowed.between(0, MAX_SECONDS);

    /** An interval between two times, in seconds. */
    public static final Allowed DISTANCE = Allowed.above(0, MAX_SECONDS);

    /**
     * The arguments with the indexes 1 and 2 are the beginning and the end of a part, in this
     * order.
     */
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
