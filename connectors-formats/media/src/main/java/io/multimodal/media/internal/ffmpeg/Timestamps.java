// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.math.BigInteger;
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
        long ticks = startTicks();
        return ticks == AV_NOPTS_VALUE
                ? duration(timestamp) - startMicros
                : duration(timestamp - ticks);
    }

    /**
     * The start in the stream's unit, where it is a whole number of them: the microseconds are
     * rounded, and times are not to be rounded twice.
     */
    private long startTicks() {
        double ticks = (double) startMicros * denominator / (numerator * (double) MICROS);
        long nearest = Math.round(ticks);
        double micros = (double) nearest * numerator * MICROS / denominator;
        return Math.round(micros) == startMicros ? nearest : AV_NOPTS_VALUE;
    }

    /** The first time in the stream's unit that is no earlier, however it is rounded. */
    public long firstNotBefore(long micros) {
        long ticks = startTicks();
        BigInteger unit = BigInteger.valueOf(numerator).multiply(BigInteger.valueOf(MICROS));
        long from = ticks == AV_NOPTS_VALUE ? micros + startMicros : micros;
        BigInteger first =
                BigInteger.valueOf(from)
                        .multiply(BigInteger.valueOf(denominator))
                        .add(unit)
                        .subtract(BigInteger.ONE)
                        .divide(unit);
        return first.add(BigInteger.valueOf(ticks == AV_NOPTS_VALUE ? 0 : ticks))
                .min(BigInteger.valueOf(Long.MAX_VALUE / 2))
                .longValueExact();
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
        long ticks = startTicks();
        long from = ticks == AV_NOPTS_VALUE ? micros + startMicros : micros;
        double seconds = (double) from / MICROS;
        return (long) Math.floor(seconds * denominator / numerator)
                + (ticks == AV_NOPTS_VALUE ? 0 : ticks);
    }
}
