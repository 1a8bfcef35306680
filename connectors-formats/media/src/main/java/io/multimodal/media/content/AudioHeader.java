// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.content;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Audio;

/**
 * The attributes of audio that its header states, without decoding.
 *
 * @param contentType such as {@code audio/flac}; determined by the bytes, never by a name
 * @param sampleRate in samples per second and channel; null if unknown
 * @param channels the number of channels; null if unknown
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

    /** The value of an object with this header and so many bytes. */
    public Audio of(ObjectRef ref, long sizeBytes) {
        return Audio.of(ref, contentType, sizeBytes, sampleRate, channels, duration, codec);
    }
}
