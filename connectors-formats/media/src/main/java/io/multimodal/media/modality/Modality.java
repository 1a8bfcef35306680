// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.modality;

import io.multimodal.annotation.Public;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.content.Encoded;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.Payload;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import java.io.IOException;
import java.util.Map;

/**
 * Describes, renders and checks the values of one type. Thread-safe; all methods but {@link #type}
 * may block.
 *
 * @param <T> the type's values
 */
@Public
public interface Modality<T extends MediaValue> {
    /** The type of the values. */
    MultimodalType<T> type();

    /**
     * Supplies the reference of an object; called once, after the object was found valid. It may
     * block; it need not be thread-safe.
     */
    @FunctionalInterface
    interface Referred {
        /** The reference of the object. */
        ObjectRef reference() throws IOException;
    }

    /**
     * The value with the attributes that an object's header states.
     *
     * @throws io.multimodal.types.failure.MediaException if the object is not of this type
     */
    T describe(MediaRuntime media, ObjectHandle object, Referred referred) throws IOException;

    /** Runs the program of a derived value and encodes the result. */
    Encoded render(MediaRuntime media, T value) throws IOException, InvalidReferenceException;

    /**
     * Runs the program of a derived value and puts the result into the store that new objects go
     * to.
     */
    default T materialise(MediaRuntime media, T value)
            throws IOException, InvalidReferenceException {
        byte[] bytes = render(media, value).bytes();
        return describe(media, new ArrayHandle(bytes), () -> media.stores().put(Payload.of(bytes)));
    }

    /**
     * Decodes all of a value and runs its program.
     *
     * @throws io.multimodal.types.failure.MediaException if it cannot be decoded completely
     */
    void check(MediaRuntime media, T value) throws IOException, InvalidReferenceException;

    /** The metadata of a value's source beyond its attributes, by name. */
    Map<String, String> metadata(MediaRuntime media, T value)
            throws IOException, InvalidReferenceException;
}
