// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.ffmpeg;

import java.time.Duration;

/**
 * What reading a container may cost.
 *
 * @param maxBytes the most bytes that are read
 * @param probeBytes the most bytes that FFmpeg looks at to find out about streams
 * @param bufferBytes of one read, where FFmpeg does not want more
 * @param timeout from opening, or since the clock was set back, without the time that the store
 *     takes
 * @param late what is said when it is over
 */
public record ReadLimits(
        long maxBytes, int probeBytes, int bufferBytes, Duration timeout, String late) {
    /** For the head of audio: 64 KiB with what tells its kind. */
    public static final ReadLimits AUDIO_HEAD = head(56 << 10, 32 << 10, 4 << 10, 10);

    /** For the head of audio that has much before its first packets. */
    public static final ReadLimits LONG_AUDIO_HEAD = head(16 << 20, 1 << 20, 16 << 10, 20);

    /** For the head of a video, its index included. */
    public static final ReadLimits VIDEO_HEAD = head(16 << 20, 1 << 20, 16 << 10, 20);

    /** For the samples of audio, within the limit of time for decoding. */
    public static ReadLimits audio(long decodeMillis) {
        return decoding(64 << 10, decodeMillis);
    }

    /** For the frames of a video, within the limit of time for decoding. */
    public static ReadLimits frames(long decodeMillis) {
        return decoding(1 << 20, decodeMillis);
    }

    private static ReadLimits head(long maxBytes, int probeBytes, int bufferBytes, int seconds) {
        return new ReadLimits(
                maxBytes,
                probeBytes,
                bufferBytes,
                Duration.ofSeconds(seconds),
                "Reading its head takes longer than the limit of %d s".formatted(seconds));
    }

    private static ReadLimits decoding(int probeBytes, long millis) {
        return new ReadLimits(
                Long.MAX_VALUE,
                probeBytes,
                64 << 10,
                Duration.ofMillis(millis),
                "Decoding takes longer than the limit of %d ms; 'multimodal.limits.decode-time' says how long it may"
                        .formatted(millis));
    }
}
