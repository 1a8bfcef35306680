// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ObjectRef;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * Any object by reference: a document, a text, a model. The value of SQL's {@code FILE}.
 *
 * <p>Immutable and thread-safe. Values with the same reference are equal.
 */
@Public
@TypeInfo(MediaTypeInfoFactory.class)
public final class MediaFile extends MediaValue {
    @SuppressWarnings("MemberName") // Flink reads the attribute's name from the field
    private final String content_type;

    private final Long size;

    /**
     * A value as a row holds it. The reference is checked when it is used, see {@link
     * #reference()}.
     *
     * @param object the binary reference, copied
     * @param contentType the media type such as {@code application/pdf}; null if unknown
     * @param size of the object in bytes; null if unknown
     * @throws IllegalArgumentException if the reference is null or a number is negative
     */
    public MediaFile(byte[] object, String contentType, Long size) {
        super("FILE", object);
        this.content_type = contentType;
        this.size = Attributes.notNegative("FILE", "size", size);
    }

    /** The value with this reference; all attributes but the reference may be null. */
    public static MediaFile of(ObjectRef reference, String contentType, Long size) {
        return new MediaFile(reference.toBytes(), contentType, size);
    }

    /** A value whose attributes are unknown. */
    public static MediaFile of(ObjectRef reference) {
        return new MediaFile(reference.toBytes(), null, null);
    }

    /** The media type of the object such as {@code application/pdf}; null if unknown. */
    public String contentType() {
        return content_type;
    }

    /** The bytes of the object; null if unknown. */
    public Long size() {
        return size;
    }

    @Override
    public MultimodalType<MediaFile> type() {
        return FileType.TYPE;
    }
}
