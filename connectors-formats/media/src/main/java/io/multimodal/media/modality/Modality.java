// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.modality;

import io.multimodal.annotation.Public;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.Encoded;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import java.io.IOException;
import java.util.Map;

/**
 * How values of one type are made of objects, rendered and checked. Thread-safe; all methods but
 * {@link #type} may block.
 *
 * @param <T> the type's values
 */
@Public
public interface Modality<T extends MediaValue> {
    MultimodalType<T> type();

    /** Makes a reference; called once, when the object was found good. */
    @FunctionalInterface
    interface Referred {
        ObjectRef reference() throws IOException;
    }

    /**
     * The value whose attributes are what an object's header says.
     *
     * @throws io.multimodal.types.failure.MediaException if the object is no medium of this type
     */
    T describe(MediaRuntime media, ObjectHandle object, Referred referred) throws IOException;

    /** Runs the program of a derived value and encodes the result. */
    Encoded render(MediaRuntime media, T value) throws IOException, InvalidReferenceException;

    /** Decodes all of a value, its program included, and throws what is wrong with it. */
    void check(MediaRuntime media, T value) throws IOException, InvalidReferenceException;

    /** What the header of a value's source says beyond its attributes, by name. */
    Map<String, String> metadata(MediaRuntime media, T value)
            throws IOException, InvalidReferenceException;
}
