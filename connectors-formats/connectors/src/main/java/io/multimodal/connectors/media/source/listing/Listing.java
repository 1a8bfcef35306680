// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;

/** Lists files, as a stream in the order of {@link PathOrder} from any position on. Thread-safe. */
public interface Listing extends Serializable, Closeable {
    /**
     * The files behind a position. The caller closes the stream. Blocks.
     *
     * @param position the {@link ListedFile#key} of a file, there or not; empty for the beginning
     * @throws IOException if they cannot be listed
     */
    FileStream after(String position) throws IOException;

    /** These files as they are now; those that are gone are left out. Blocks. */
    List<ListedFile> again(Collection<ListedFile> files) throws IOException;

    /** Whether a file is whole when it is listed, so that it need not settle. */
    boolean writesAtOnce();

    /** Lets go of connections; they are opened again where they are needed. */
    @Override
    default void close() throws IOException {}
}
