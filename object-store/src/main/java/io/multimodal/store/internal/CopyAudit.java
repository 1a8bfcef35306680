// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.RangeTree;
import java.security.MessageDigest;
import java.util.Optional;

/** Reads one copy of an object to its end and compares it with its name and its tree. */
public final class CopyAudit {
    /** How much of a copy is in memory at a time. */
    public static final int STEP_BYTES = 1 << 20;

    private CopyAudit() {}

    public static AuditedObject of(ObjectSummary copy, RawObject raw) {
        try {
            return new AuditedObject(copy, damage(copy, raw));
        } catch (StoreException e) {
            return new AuditedObject(copy, Optional.of("it cannot be read: " + e.getMessage()));
        }
    }

    private static Optional<String> damage(ObjectSummary copy, RawObject raw)
            throws StoreException {
        long length = raw.lengthBytes();
        boolean large = RangeTree.covers(length);
        MessageDigest sha = ContentId.newDigest();
        RangeTree.Builder tree = new RangeTree.Builder();
        for (long at = 0; at < length; at += STEP_BYTES) {
            byte[] bytes = raw.read(at, (int) Math.min(STEP_BYTES, length - at));
            sha.update(bytes);
            if (large) {
                tree.update(bytes, 0, bytes.length);
            }
        }
        ContentId seen = ContentId.of(sha.digest());
        if (!seen.equals(copy.id())) {
            return Optional.of("its " + length + " bytes are those of " + seen);
        }
        if (large && !copy.treeRoot().equals(Optional.of(tree.build().root()))) {
            return Optional.of(
                    "the object is sound, its range tree is lost or damaged: put the original"
                            + " again");
        }
        return Optional.empty();
    }
}
