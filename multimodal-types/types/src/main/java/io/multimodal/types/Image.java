// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ObjectRef;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * An image: the reference to its object and the attributes from its header. The value of SQL's
 * {@code IMAGE}.
 *
 * <p>Immutable and thread-safe. Values with the same reference are equal.
 */
@Public
@TypeInfo(MediaTypeInfoFactory.class)
public final class Image extends MediaValue {
    @SuppressWarnings("MemberName") // Flink reads the attribute's name from the field
    private final String content_type;

    private final Long size;

    private final Integer width;

    private final Integer height;

    private final String mode;

    /**
     * A value as a row holds it. The reference is checked when it is used, see {@link
     * #reference()}.
     *
     * @param object the binary reference, copied
     * @param contentType the media type such as {@code image/jpeg}; null if unknown
     * @param size of the encoded object in bytes; null if unknown or derived
     * @param width as displayed, in pixels; null if unknown
     * @param height as displayed, in pixels; null if unknown
     * @param mode such as {@code RGB} or {@code L}, see PIL; null if unknown
     * @throws IllegalArgumentException if the reference is null or a number is negative
     */
    public Image(
            byte[] object,
            String contentType,
            Long size,
            Integer width,
            Integer height,
            String mode) {
        super("IMAGE", object);
        this.content_type = contentType;
        this.size = Attributes.notNegative("IMAGE", "size", size);
        this.width = Attributes.notNegative("IMAGE", "width", width);
        this.height = Attributes.notNegative("IMAGE", "height", height);
        this.mode = mode;
    }

    /** The value with this reference; all attributes but the reference may be null. */
    public static Image of(
            ObjectRef reference,
            String contentType,
            Long size,
            Integer width,
            Integer height,
            String mode) {
        return new Image(reference.toBytes(), contentType, size, width, height, mode);
    }

    /** A value whose attributes are unknown. */
    public static Image of(ObjectRef reference) {
        return new Image(reference.toBytes(), null, null, null, null, null);
    }

    /** The media type of the encoded object such as {@code image/jpeg}; null if unknown. */
    public String contentType() {
        return content_type;
    }

    /** The bytes of the encoded object; null if unknown or derived. */
    public Long size() {
        return size;
    }

    /** Pixels from left to right as displayed, after the EXIF orientation; null if unknown. */
    public Integer width() {
        return width;
    }

    /** Pixels from top to bottom as displayed, after the EXIF orientation; null if unknown. */
    public Integer height() {
        return height;
    }

    /**
     * The pixel format in the words of PIL: {@code RGB}, {@code L}, {@code CMYK} …; null if
     * unknown.
     */
    public String mode() {
        return mode;
    }

    @Override
    public MultimodalType<Image> type() {
        return ImageType.TYPE;
    }
}
