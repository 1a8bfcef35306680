// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import java.util.OptionalLong;

/**
 * What travels in rows, state and topics instead of an object's bytes.
 *
 * <p>References are immutable and canonical: equal references have the same bytes, and the same
 * bytes are equal references, so Flink may compare, hash and group rows by them. They hold no
 * credential, no endpoint and nothing about where in a store an object lies.
 */
public sealed interface ObjectRef permits InlineRef, StoredRef, ExternalRef, DerivedRef {
    /**
     * The most bytes that an encoded reference may have, whatever its kind; longer ones are refused
     * unread.
     */
    int MAX_ENCODED_BYTES = 1 << 20;

    /** The number of bytes of the object; empty where it is not known without reading. */
    OptionalLong sizeBytes();
}
