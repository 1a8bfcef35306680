// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * The times of a stream.
 *
 * @param numerator of the unit in seconds
 * @param denominator of the unit in seconds
 * @param startMicros when the first stream of the container begins
 */
public record Timestamps(long numerator, long denominator, long startMicros) {
    private static final long MICROS = 1_000_000;

    /** Those of a stream of a container. */
    public static Timestamps of(Container container, AVStream stream) {
        return new Timestamps(
                stream.time_base().num(), stream.time_base().den(), container.startMicros());
    }

    /** Microseconds from the beginning of the container, rounded down; 0 for an unknown time. */
    public long micros(long timestamp) {
        if (timestamp == AV_NOPTS_VALUE) {
            return 0;
        }
        return duration(timestamp) - startMicros;
    }

    /** A difference of times in microseconds, rounded down; half of all there are if beyond. */
    public long duration(long ticks) {
        long scale = numerator * MICROS;
        long product = ticks * scale;
        boolean fits = Math.multiplyHigh(ticks, scale) == product >> 63;
        return fits ? Math.floorDiv(product, denominator) : Long.MAX_VALUE / 2;
    }

    /** The time in the stream's unit, rounded down. */
    public long ofMicros(long micros) {
        double seconds = (double) (micros + startMicros) / MICROS;
        return (long) Math.floor(seconds * denominator / numerator);
    }
}
