// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import io.multimodal.connectors.media.source.listing.ListedFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Lists a folder in steps. Used by one thread at a time. */
public interface ListingSteps extends Closeable {
    /**
     * What one step found.
     *
     * @param files to be read
     * @param progress behind them
     * @param more whether the next step follows at once, and not after a while
     * @param listed how many files were looked at
     */
    record Step(List<ListedFile> files, ListingProgress progress, boolean more, long listed) {}

    /** Goes on from a progress, which is the one of the step before or of a checkpoint. Blocks. */
    Step next(ListingProgress from) throws IOException;
}
