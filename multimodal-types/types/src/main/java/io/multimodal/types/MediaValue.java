// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.store.InvalidReferenceException;
import io.multimodal.store.ObjectRef;

/**
 * A value of one of the multimodal types: the reference to an object and what its header says of
 * it.
 *
 * <p>Values are immutable and thread-safe. Two values are equal when their references are: the
 * other attributes are a function of the content. An attribute that is unknown is null.
 */
public sealed interface MediaValue permits Image {
    /** A copy of the binary reference, as rows carry it. */
    byte[] object();

    /**
     * The reference, decoded and checked.
     *
     * @throws InvalidReferenceException if the bytes of {@link #object()} are no reference
     */
    ObjectRef reference() throws InvalidReferenceException;

    /** The type that this is a value of. */
    MultimodalType<? extends MediaValue> type();
}
