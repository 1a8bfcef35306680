// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.io.Closeable;
import java.io.IOException;

/** Files in the order of {@link PathOrder}, read as they are asked for. Used by one thread. */
public interface FileStream extends Closeable {
    /** The next file; null where there is no other one. Blocks. */
    ListedFile next() throws IOException;

    @Override
    default void close() throws IOException {}
}
