// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.content;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Video;

/**
 * The attributes of a video that its header states, without decoding.
 *
 * @param contentType such as {@code video/mp4}; determined by the bytes, never by a name
 * @param width in pixels as displayed, that is after the rotation; pixels that are not square stay
 *     as they are stored; null if unknown
 * @param height in pixels as displayed, as the width; null if unknown
 * @param frameRate in frames per second, the average where they vary; null if unknown
 * @param duration in seconds; null if unknown
 * @param codec in the words of FFmpeg, such as {@code h264}; null if unknown
 * @param quarterTurns clockwise that bring the stored frames upright: 0 to 3
 * @param mirrored whether left and right are exchanged after the turn
 */
@Public
public record VideoHeader(
        String contentType,
        Integer width,
        Integer height,
        Double frameRate,
        Double duration,
        String codec,
        int quarterTurns,
        boolean mirrored) {
    /** The value of an object with this header and so many bytes. */
    public Video of(ObjectRef ref, long sizeBytes) {
        return Video.of(ref, contentType, sizeBytes, width, height, frameRate, duration, codec);
    }
}
