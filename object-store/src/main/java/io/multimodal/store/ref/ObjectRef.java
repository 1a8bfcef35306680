// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.InvalidReferenceException;
import java.util.OptionalLong;

/**
 * The reference that rows, state and topics carry instead of an object's bytes.
 *
 * <p>References are immutable, thread-safe and canonical: equal references have the same bytes, and
 * the same bytes are equal references, so Flink may compare, hash and group rows by them. They hold
 * no credential, no endpoint and nothing about where in a store an object lies.
 */
@Public
public sealed interface ObjectRef permits InlineRef, StoredRef, ExternalRef, DerivedRef {
    /**
     * The maximum number of bytes of an encoded reference of any kind; longer ones are refused
     * unread.
     */
    int MAX_ENCODED_BYTES = 1 << 20;

    /** The number of bytes of the object; empty where it is not known without reading. */
    OptionalLong sizeBytes();

    /**
     * The binary form, as rows hold it: the same bytes for equal references. A new array; a stored
     * reference takes about 42 bytes.
     */
    default byte[] toBytes() {
        return ReferenceCodec.encode(this);
    }

    /**
     * The text form, for people, logs and text formats: the same text for equal references. That of
     * a stored reference has at most 256 characters, that of an external one at most 8,192.
     */
    default String toText() {
        return ReferenceText.format(this);
    }

    /**
     * Reads the binary form. The input may be hostile; the array is not kept.
     *
     * @throws InvalidReferenceException if the bytes are anything but what {@link #toBytes} writes:
     *     an unknown version, algorithm or flag, a number not in its shortest form, a byte too many
     */
    static ObjectRef fromBytes(byte[] bytes) throws InvalidReferenceException {
        return ReferenceCodec.decode(bytes);
    }

    /**
     * Reads the text form. The input may be hostile.
     *
     * @throws InvalidReferenceException if the text is anything but what {@link #toText} writes
     */
    static ObjectRef fromText(String text) throws InvalidReferenceException {
        return ReferenceText.parse(text);
    }
}
