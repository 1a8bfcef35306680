// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.reader;

import io.multimodal.connectors.media.source.listing.ListedFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.metrics.MetricGroup;

/** Makes a row of each file. Used by several threads at once, and closed when all are done. */
public interface FileRows<T> extends Closeable {
    /**
     * The row of a file. Blocks while the file is read.
     *
     * @return null where the file gives no row
     * @throws IOException if the job is to fail
     */
    T of(ListedFile file) throws IOException;

    /** How many files could not be used up to now, where the job goes on. */
    default long failedFiles() {
        return 0;
    }

    /** How many bytes of files were read up to now. */
    default long readBytes() {
        return 0;
    }

    /** Shipped to each reader. */
    @FunctionalInterface
    interface Opener<T> extends Serializable {
        /**
         * What makes the rows of one reader.
         *
         * @param metrics of that reader
         */
        FileRows<T> open(MetricGroup metrics) throws IOException;
    }
}
