// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.spi;

import io.multimodal.annotation.Public;
import java.io.IOException;

/** Reads the samples of one file in order. Not thread-safe: it is used by one thread. */
@Public
@FunctionalInterface
public interface SampleReader {
    /**
     * The next sample; null after the last one. Blocks. Between two calls the position of the file
     * is moved, so a reader seeks to where it goes on.
     *
     * @throws io.multimodal.types.failure.MediaException if the rest of the file cannot be read. An
     *     {@link java.io.EOFException} counts as TRUNCATED, and any other exception that is not of
     *     the file system as CORRUPT
     */
    Sample next() throws IOException;
}
