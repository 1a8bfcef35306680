// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.store.ObjectHandle;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A file while its row is made. Used by one thread. */
interface OpenFile extends Closeable {
    /** Its bytes, in any order. */
    ObjectHandle object();

    /** All its bytes, from the beginning. The caller closes the stream. */
    InputStream stream() throws IOException;

    /**
     * What changes when the file is written to or replaced, as far as its file system says without
     * a request of its own.
     *
     * @return equal to what an earlier call gave where nothing changed
     */
    Object version() throws IOException;

    /** What changes with the content; empty where its file system has no ETags. */
    default Optional<String> etag() {
        return Optional.empty();
    }
}
