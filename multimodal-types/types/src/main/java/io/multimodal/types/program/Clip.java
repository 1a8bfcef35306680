// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.math.BigDecimal;

/**
 * A part of the audio or a video, in time from its beginning. A part that goes beyond the end ends
 * there.
 *
 * @param fromMicros where it begins, in microseconds, at least 0
 * @param toMicros where it ends, in microseconds, more than {@code fromMicros}
 */
@Public
public record Clip(long fromMicros, long toMicros) implements AudioOp, VideoOp {
    /** About 31 years: sums of times still fit a long. */
    public static final long MAX_MICROS = 1_000_000_000_000_000L;

    private static final long MICROS = 1_000_000;

    /**
     * A part in seconds, rounded to microseconds.
     *
     * @throws MediaException REFUSED if it does not begin before it ends, or is beyond {@link
     *     #MAX_MICROS}
     */
    public static Clip ofSeconds(double from, double to) throws MediaException {
        Clip clip = new Clip(micros(from), micros(to));
        clip.check();
        return clip;
    }

    /**
     * A time in microseconds.
     *
     * @throws MediaException REFUSED if it is negative, not a number or beyond {@link #MAX_MICROS}
     */
    public static long micros(double seconds) throws MediaException {
        if (!(seconds >= 0 && seconds <= MAX_MICROS / (double) MICROS)) {
            throw refused(
                    "A time is a number of seconds from 0 to %d, not %s"
                            .formatted(MAX_MICROS / MICROS, seconds));
        }
        return Math.round(seconds * MICROS);
    }

    void check() throws MediaException {
        if (fromMicros < 0 || toMicros > MAX_MICROS || fromMicros >= toMicros) {
            throw refused(
                    "A clip begins at 0 s or later and before it ends, not from %s to %s"
                            .formatted(text(fromMicros), text(toMicros)));
        }
    }

    /** A clip of this clip. */
    Clip then(Clip inner) throws MediaException {
        if (inner.fromMicros >= toMicros - fromMicros) {
            throw refused(
                    "The clip from %s lies behind the end, which is at %s"
                            .formatted(text(inner.fromMicros), text(toMicros - fromMicros)));
        }
        return new Clip(
                fromMicros + inner.fromMicros, Math.min(toMicros, fromMicros + inner.toMicros));
    }

    /** The times in seconds, for messages. */
    @Override
    public String toString() {
        return "clip(%s..%s)".formatted(text(fromMicros), text(toMicros));
    }

    static String text(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString() + " s";
    }

    private static MediaException refused(String message) {
        return new MediaException(ErrorCode.REFUSED, message);
    }
}
