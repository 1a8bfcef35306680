// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;

/** Reads files that a task needs beside the model, such as a tokenizer. Thread-safe. */
@Public
@FunctionalInterface
public interface TaskFiles {
    /** For tasks without files: refuses every path. */
    TaskFiles NONE =
            path -> {
                throw new ModelException("The file '" + path + "' cannot be read here");
            };

    /**
     * All bytes of a file. Blocks.
     *
     * @param path a path, a URI of a file system that Flink knows, or the text form of a reference
     * @throws ModelException if there is none or it cannot be read; the message names it
     */
    byte[] read(String path) throws ModelException;
}
