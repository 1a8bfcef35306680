// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.signature;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.signing.SignedReferenceCodec;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;

/**
 * The border of SQL for single values, for programs in Java: a {@code DataStream<Image>} that is
 * made a table is let in only where its values are signed, if signatures are required.
 */
public final class SignedValues {
    private SignedValues() {}

    /**
     * The value with its reference as it leaves: signed, if there are keys. Nothing but SQL and
     * {@link #verified} reads it.
     */
    public static <T extends MediaValue> T signed(T value, SignedReferenceCodec codec)
            throws InvalidReferenceException {
        return with(value, codec.toBytes(value.reference()));
    }

    /**
     * The value with the canonical reference of one that came from outside.
     *
     * @throws InvalidReferenceException if it has no reference
     * @throws RefusedException if its signature is wrong, or missing where one is required
     */
    public static <T extends MediaValue> T verified(T value, SignedReferenceCodec codec)
            throws InvalidReferenceException, RefusedException {
        return with(value, codec.fromBytes(value.object()).toBytes());
    }

    private static <T extends MediaValue> T with(T value, byte[] object) {
        @SuppressWarnings("unchecked") // a value's type is the type of its class
        MultimodalType<T> type = (MultimodalType<T>) value.type();
        Object[] attributes = new Object[type.attributes().size()];
        attributes[0] = object;
        for (int i = 1; i < attributes.length; i++) {
            attributes[i] = type.attribute(value, i);
        }
        return type.fromAttributes(attributes);
    }
}
