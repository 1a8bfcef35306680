// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.spi;

import io.multimodal.annotation.Public;
import java.io.IOException;

/**
 * Writes the samples of one file. Equal samples make equal files. Not thread-safe: it is used by
 * one thread.
 */
@Public
public interface SampleWriter {
    /**
     * Writes a sample. Blocks.
     *
     * @throws io.multimodal.types.failure.MediaException before anything of it is written, if the
     *     format cannot hold the sample, for example because of its key. The failure policy decides
     *     what follows
     */
    void write(SampleValues sample) throws IOException;

    /** Writes what follows the last sample. Called once, also if there is no sample. Blocks. */
    void finish() throws IOException;
}
