// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import java.util.Arrays;

/**
 * A value of one of the multimodal types: the reference to an object and what its header says of
 * it.
 *
 * <p>Values are immutable and thread-safe. Two values are equal if their references are equal,
 * since the other attributes follow from the content. An attribute that is unknown is null.
 *
 * <p>Flink converts rows to and from the value classes through their constructors and accessors:
 * the fields have the names of the attributes in SQL, and the constructor their order.
 */
@Public
public abstract sealed class MediaValue permits Image, Audio, Video, Tensor, MediaFile {
    private final byte[] object;

    MediaValue(String word, byte[] object) {
        if (object == null) {
            throw new IllegalArgumentException(
                    "Every "
                            + word
                            + " has a reference, this one's object is NULL; where there is no medium the whole value is NULL");
        }
        this.object = object.clone();
    }

    /** A copy of the binary reference, as rows carry it. */
    public final byte[] object() {
        return object.clone();
    }

    /**
     * The reference, decoded and checked.
     *
     * @throws InvalidReferenceException if the bytes of {@link #object()} are not a reference
     */
    public final ObjectRef reference() throws InvalidReferenceException {
        return ObjectRef.fromBytes(object);
    }

    /** The type of this value. */
    public abstract MultimodalType<? extends MediaValue> type();

    @Override
    public final boolean equals(Object other) {
        return other instanceof MediaValue value
                && value.getClass() == getClass()
                && Arrays.equals(object, value.object);
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(object);
    }

    /** The name of the type, the text form of the reference and the known attributes. */
    @Override
    public final String toString() {
        return Attributes.toText(this);
    }
}
