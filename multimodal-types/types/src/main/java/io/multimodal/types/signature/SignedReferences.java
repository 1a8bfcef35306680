// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.signature;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.check.DeclaredValue;
import io.multimodal.types.config.MultimodalConfig;
import java.io.IOException;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Where references leave SQL, into rows and into the tables of others: they are signed, so that a
 * reader can verify that they were given out.
 */
public final class SignedReferences extends BorderFunction {
    private static final long serialVersionUID = 1L;

    @Override
    PlannedCrossing planned(LogicalType type, MultimodalConfig config) {
        return new Planned(type, config);
    }

    /** In a job. */
    public static final class Planned extends PlannedCrossing {
        private static final long serialVersionUID = 1L;

        private Planned(LogicalType type, MultimodalConfig config) {
            super(type, config);
        }

        @Override
        protected Object checked(Object value, DeclaredValue media, boolean orNull)
                throws IOException {
            return crossed(value, media);
        }

        /** Bytes that are not a reference are returned unchanged, and are refused on input. */
        @Override
        byte[] crossing(byte[] object) {
            try {
                return referenceCodec().toBytes(ObjectRef.fromBytes(object));
            } catch (InvalidReferenceException e) {
                return object;
            }
        }
    }
}
