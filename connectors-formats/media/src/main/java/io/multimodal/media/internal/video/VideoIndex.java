// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import io.multimodal.media.content.VideoHeader;
import io.multimodal.media.internal.ffmpeg.Container;
import io.multimodal.media.internal.ffmpeg.StreamFacts;

/**
 * What is needed of a video before one of its frames can be decoded: its head, the bytes that
 * FFmpeg reads to know its streams and where the key frames lie, and what the decoder wants to
 * know.
 *
 * @param sizeBytes of the video
 */
public record VideoIndex(
        long sizeBytes, VideoHeader header, StreamFacts stream, Container.Known known) {
    /** More is read again every time. */
    static final int MAX_BYTES = 32 << 20;
}
