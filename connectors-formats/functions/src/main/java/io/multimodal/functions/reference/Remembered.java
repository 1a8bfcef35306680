// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.reference;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import java.util.Optional;

/**
 * What programs made of their sources, as records of the store: under the digest of the derived
 * reference, which holds source and program, the reference to the result. Of an external source
 * without a version nothing is remembered: it may be another one the next time.
 */
final class Remembered {
    private static final String SPACE = "materialized";

    private final RecordStore records;

    Remembered(RecordStore records) {
        this.records = records;
    }

    Optional<ObjectRef> get(DerivedRef derived) throws StoreException {
        if (!lasts(derived)) {
            return Optional.empty();
        }
        Optional<byte[]> record = records.get(SPACE, ContentId.hash(derived.toBytes()));
        try {
            return record.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ObjectRef.fromBytes(record.get()));
        } catch (InvalidReferenceException e) {
            // Damaged: as if it were not there.
            return Optional.empty();
        }
    }

    void put(DerivedRef derived, ObjectRef result) throws StoreException {
        if (lasts(derived)) {
            records.putIfAbsent(SPACE, ContentId.hash(derived.toBytes()), result.toBytes());
        }
    }

    private static boolean lasts(DerivedRef derived) {
        return !(derived.source() instanceof ExternalRef external) || external.namesBytes();
    }
}
