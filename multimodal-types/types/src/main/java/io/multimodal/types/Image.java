// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.store.InvalidReferenceException;
import io.multimodal.store.ObjectRef;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * One still image: the reference to its object and what its header says. The value of SQL's {@code
 * IMAGE}.
 *
 * <p>Immutable and thread-safe. Equal are images with the same reference. Flink converts rows to
 * and from this class through the constructor and the accessors: the names and the order of the
 * fields are those of {@link ImageType}.
 */
@TypeInfo(MediaTypeInfoFactory.class)
public final class Image implements MediaValue {
    private final byte[] object;

    @SuppressWarnings("MemberName") // Flink reads the attribute's name from the field
    private final String content_type;

    private final Long size;
    private final Integer width;
    private final Integer height;
    private final String mode;

    /**
     * An image as a row holds it. The reference is checked where it is used, see {@link
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
        this.object = Attributes.reference("IMAGE", object);
        this.content_type = contentType;
        this.size = Attributes.notNegative("IMAGE", "size", size);
        this.width = Attributes.notNegative("IMAGE", "width", width);
        this.height = Attributes.notNegative("IMAGE", "height", height);
        this.mode = mode;
    }

    /** The image behind a reference; all attributes but the reference may be null. */
    public static Image of(
            ObjectRef reference,
            String contentType,
            Long size,
            Integer width,
            Integer height,
            String mode) {
        return new Image(reference.toBytes(), contentType, size, width, height, mode);
    }

    /** An image of which nothing is known but where it is. */
    public static Image of(ObjectRef reference) {
        return of(reference, null, null, null, null, null);
    }

    @Override
    public byte[] object() {
        return object.clone();
    }

    @Override
    public ObjectRef reference() throws InvalidReferenceException {
        return ObjectRef.fromBytes(object);
    }

    /** The media type of the encoded object; null if unknown. */
    public String contentType() {
        return content_type;
    }

    /** The bytes of the encoded object; null if unknown. */
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
     * The pixel format in the words of PIL: {@code RGB}, {@code L}, {@code CMYK} …; may be null.
     */
    public String mode() {
        return mode;
    }

    @Override
    public MultimodalType<Image> type() {
        return ImageType.TYPE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image image && Arrays.equals(object, image.object);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(object);
    }

    /** Everything but the reference, which is named by its text form. */
    @Override
    public String toString() {
        return Attributes.toText(this);
    }
}
