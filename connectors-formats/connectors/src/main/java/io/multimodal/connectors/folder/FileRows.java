// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.folder;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;

/** Makes a row of each file. Used by several threads at once, and closed when all are done. */
public interface FileRows<T> extends Closeable {
    /**
     * The row of a file. Blocks while the file is read.
     *
     * @throws IOException if the job is to fail
     */
    T of(ListedFile file) throws IOException;

    /** Shipped to each reader. */
    @FunctionalInterface
    interface Opener<T> extends Serializable {
        /** What makes the rows of one reader. */
        FileRows<T> open() throws IOException;
    }
}
