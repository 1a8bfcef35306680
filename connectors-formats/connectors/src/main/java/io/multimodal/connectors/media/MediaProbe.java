// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectRef;
import io.multimodal.types.MediaValue;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;

/** Tells what is in a file, for values of one type. */
interface MediaProbe {
    /** How many of the first bytes it is told by. */
    int HEAD_BYTES = 64 << 10;

    /** Opens the object that was put. */
    @FunctionalInterface
    interface Opener {
        ObjectHandle open() throws IOException;
    }

    /**
     * Refuses what is no medium of this type, as far as its first bytes tell.
     *
     * @throws MediaException if it is none
     */
    void expect(byte[] head, long sizeBytes) throws IOException;

    /**
     * The value over an object.
     *
     * @param object opened only where the first bytes do not tell all
     */
    MediaValue describe(byte[] head, long sizeBytes, Opener object, ObjectRef ref)
            throws IOException;
}
