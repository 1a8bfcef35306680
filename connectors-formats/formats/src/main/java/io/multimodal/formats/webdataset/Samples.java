// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import java.io.IOException;

/** Samples of a shard, in its order. Used by one thread. */
@FunctionalInterface
interface Samples {
    /**
     * The next sample; null after the last one. Blocks.
     *
     * @throws io.multimodal.types.failure.MediaException if the archive is damaged
     */
    TarSample next() throws IOException;
}
