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
 * @param timeout from opening to the last packet
 */
public record ReadLimits(long maxBytes, int probeBytes, int bufferBytes, Duration timeout) {
    /** For the head of a sound: 64 KiB with what tells its kind. */
    public static final ReadLimits AUDIO_HEAD =
            new ReadLimits(56 << 10, 32 << 10, 4 << 10, Duration.ofSeconds(10));

    /** For the head of a video, its index included. */
    public static final ReadLimits VIDEO_HEAD =
            new ReadLimits(16 << 20, 1 << 20, 16 << 10, Duration.ofSeconds(20));

    /** For the samples of a sound. */
    public static final ReadLimits SOUND =
            new ReadLimits(Long.MAX_VALUE, 64 << 10, 64 << 10, Duration.ofMinutes(10));

    /** For the frames of a video. */
    public static final ReadLimits FRAMES =
            new ReadLimits(Long.MAX_VALUE, 1 << 20, 64 << 10, Duration.ofMinutes(10));
}
