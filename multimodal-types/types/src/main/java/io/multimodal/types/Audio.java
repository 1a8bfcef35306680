// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ObjectRef;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * An audio stream: the reference to its object and the attributes from its header. The value of
 * SQL's {@code AUDIO}.
 *
 * <p>Immutable and thread-safe. Values with the same reference are equal.
 */
@Public
@TypeInfo(MediaTypeInfoFactory.class)
public final class Audio extends MediaValue {
    @SuppressWarnings("MemberName") // Flink reads the attribute's name from the field
    private final String content_type;

    private final Long size;

    @SuppressWarnings("MemberName") // Flink reads the attribute's name from the field
    private final Integer sample_rate;

    private final Integer channels;

    private final Double duration;

    private final String codec;

    /**
     * A value as a row holds it. The reference is checked when it is used, see {@link
     * #reference()}.
     *
     * @param object the binary reference, copied
     * @param contentType the media type such as {@code audio/flac}; null if unknown
     * @param size of the encoded object in bytes; null if unknown or derived
     * @param sampleRate samples per second and channel; null if unknown
     * @param channels the number of channels; null if unknown
     * @param duration in seconds; null if unknown
     * @param codec in the words of FFmpeg; null if unknown
     * @throws IllegalArgumentException if the reference is null or a number is negative
     */
    public Audio(
            byte[] object,
            String contentType,
            Long size,
            Integer sampleRate,
            Integer channels,
            Double duration,
            String codec) {
        super("AUDIO", object);
        this.content_type = contentType;
        this.size = Attributes.notNegative("AUDIO", "size", size);
        this.sample_rate = Attributes.notNegative("AUDIO", "sample_rate", sampleRate);
        this.channels = Attributes.notNegative("AUDIO", "channels", channels);
        this.duration = Attributes.notNegative("AUDIO", "duration", duration);
        this.codec = codec;
    }

    /** The value with this reference; all attributes but the reference may be null. */
    public static Audio of(
            ObjectRef reference,
            String contentType,
            Long size,
            Integer sampleRate,
            Integer channels,
            Double duration,
            String codec) {
        return new Audio(
                reference.toBytes(), contentType, size, sampleRate, channels, duration, codec);
    }

    /** A value whose attributes are unknown. */
    public static Audio of(ObjectRef reference) {
        return new Audio(reference.toBytes(), null, null, null, null, null, null);
    }

    /** The media type of the encoded object such as {@code audio/flac}; null if unknown. */
    public String contentType() {
        return content_type;
    }

    /** The bytes of the encoded object; null if unknown or derived. */
    public Long size() {
        return size;
    }

    /** Samples per second and channel; null if unknown. */
    public Integer sampleRate() {
        return sample_rate;
    }

    /** The number of channels: 1 for mono; null if unknown. */
    public Integer channels() {
        return channels;
    }

    /** The duration in seconds; null if unknown. */
    public Double duration() {
        return duration;
    }

    /** The codec in the words of FFmpeg: {@code opus}, {@code flac} …; null if unknown. */
    public String codec() {
        return codec;
    }

    @Override
    public MultimodalType<Audio> type() {
        return AudioType.TYPE;
    }
}
