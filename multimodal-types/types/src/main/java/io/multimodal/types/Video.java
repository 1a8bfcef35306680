// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ObjectRef;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A video: the reference to its object and the attributes from its header. The value of SQL's
 * {@code VIDEO}.
 *
 * <p>Immutable and thread-safe. Values with the same reference are equal.
 */
@Public
@TypeInfo(MediaTypeInfoFactory.class)
public final class Video extends MediaValue {
    @SuppressWarnings("MemberName") // Flink reads the attribute's name from the field
    private final String content_type;

    private final Long size;

    private final Integer width;

    private final Integer height;

    @SuppressWarnings("MemberName") // Flink reads the attribute's name from the field
    private final Double frame_rate;

    private final Double duration;

    private final String codec;

    /**
     * A value as a row holds it. The reference is checked when it is used, see {@link
     * #reference()}.
     *
     * @param object the binary reference, copied
     * @param contentType the media type such as {@code video/mp4}; null if unknown
     * @param size of the encoded object in bytes; null if unknown or derived
     * @param width as displayed, in pixels; null if unknown
     * @param height as displayed, in pixels; null if unknown
     * @param frameRate frames per second; null if unknown
     * @param duration in seconds; null if unknown
     * @param codec in the words of FFmpeg; null if unknown
     * @throws IllegalArgumentException if the reference is null or a number is negative
     */
    public Video(
            byte[] object,
            String contentType,
            Long size,
            Integer width,
            Integer height,
            Double frameRate,
            Double duration,
            String codec) {
        super("VIDEO", object);
        this.content_type = contentType;
        this.size = Attributes.notNegative("VIDEO", "size", size);
        this.width = Attributes.notNegative("VIDEO", "width", width);
        this.height = Attributes.notNegative("VIDEO", "height", height);
        this.frame_rate = Attributes.notNegative("VIDEO", "frame_rate", frameRate);
        this.duration = Attributes.notNegative("VIDEO", "duration", duration);
        this.codec = codec;
    }

    /** The value with this reference; all attributes but the reference may be null. */
    public static Video of(
            ObjectRef reference,
            String contentType,
            Long size,
            Integer width,
            Integer height,
            Double frameRate,
            Double duration,
            String codec) {
        return new Video(
                reference.toBytes(), contentType, size, width, height, frameRate, duration, codec);
    }

    /** A value whose attributes are unknown. */
    public static Video of(ObjectRef reference) {
        return new Video(reference.toBytes(), null, null, null, null, null, null, null);
    }

    /** The media type of the encoded object such as {@code video/mp4}; null if unknown. */
    public String contentType() {
        return content_type;
    }

    /** The bytes of the encoded object; null if unknown or derived. */
    public Long size() {
        return size;
    }

    /** Pixels from left to right as displayed, after the rotation; null if unknown. */
    public Integer width() {
        return width;
    }

    /** Pixels from top to bottom as displayed, after the rotation; null if unknown. */
    public Integer height() {
        return height;
    }

    /** Frames per second, the average where they vary; null if unknown. */
    public Double frameRate() {
        return frame_rate;
    }

    /** The duration in seconds; null if unknown. */
    public Double duration() {
        return duration;
    }

    /** The codec in the words of FFmpeg: {@code h264}, {@code av1} …; null if unknown. */
    public String codec() {
        return codec;
    }

    @Override
    public MultimodalType<Video> type() {
        return VideoType.TYPE;
    }
}
