// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.content;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Audio;

/**
 * What the head of a sound says about it, without decoding.
 *
 * @param contentType such as {@code audio/flac}; told by the bytes, never by a name
 * @param sampleRate in samples per second and channel; null if unknown
 * @param channels how many; null if unknown
 * @param duration in seconds; null if unknown
 * @param codec in the words of FFmpeg, such as {@code flac}; null if unknown
 */
@Public
public record AudioHeader(
        String contentType, Integer sampleRate, Integer channels, Double duration, String codec) {
    /** The same header without a duration. */
    public AudioHeader withoutDuration() {
        return new AudioHeader(contentType, sampleRate, channels, null, codec);
    }

    /** The value over an object with this header. */
    public Audio of(ObjectRef ref, long sizeBytes) {
        return Audio.of(ref, contentType, sizeBytes, sampleRate, channels, duration, codec);
    }
}
