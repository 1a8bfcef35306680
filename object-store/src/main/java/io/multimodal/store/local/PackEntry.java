// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.ContentId;

/**
 * Where in a pack an object lies.
 *
 * @param offset where its record begins
 * @param length how many bytes the object has
 */
record PackEntry(ContentId id, long offset, int length) {
    /** What an erased record is named: a digest that nothing has. */
    static final ContentId ERASED = ContentId.of(new byte[ContentId.DIGEST_BYTES]);

    boolean isErased() {
        return id.equals(ERASED);
    }

    /** Where the record after it begins. */
    long end() {
        return offset + PackFormat.RECORD_HEADER_BYTES + length;
    }
}
