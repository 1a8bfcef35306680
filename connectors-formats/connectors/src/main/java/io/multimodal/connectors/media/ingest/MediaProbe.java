// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.MediaValue;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;

/**
 * Tells what is in a file, for values of one type: what the functions {@code AS_IMAGE} and the like
 * tell of an object, by the same probes. Thread-safe.
 */
@FunctionalInterface
interface MediaProbe {
    /** What a file's header says; makes the value once the file has a reference. */
    @FunctionalInterface
    interface Header {
        MediaValue of(ObjectRef ref);
    }

    /**
     * Reads ranges of a file, as few as its format needs. Blocks.
     *
     * @throws MediaException if it is no medium of this type
     */
    Header look(ObjectHandle file) throws IOException;
}
