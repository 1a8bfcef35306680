// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal.pack;

import io.multimodal.store.ObjectSummary;
import io.multimodal.store.ref.ContentId;
import java.util.Optional;

/**
 * Where in a pack an object lies.
 *
 * @param offset where its record begins
 * @param length how many bytes the object has
 */
public record PackEntry(ContentId id, long offset, int length) {
    /** What an erased record is named: a digest that nothing has. */
    public static final ContentId ERASED = ContentId.of(new byte[ContentId.DIGEST_BYTES]);

    public boolean isErased() {
        return id.equals(ERASED);
    }

    /** Where the record after it begins. */
    public long end() {
        return offset + PackFormat.RECORD_HEADER_BYTES + length;
    }

    /** How it is listed. */
    public ObjectSummary in(PackSource pack) {
        return new ObjectSummary(
                id, length, pack.epoch(), pack.place() + "@" + offset, Optional.empty());
    }
}
