// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import io.multimodal.connectors.media.source.snapshot.SeenFiles;

/**
 * How far a folder was listed. Immutable.
 *
 * @param ended whether nothing is left to list; never of a folder that is monitored
 * @param position of the last file that was listed; empty at the beginning, and where the folder is
 *     monitored
 * @param left how many more files may be listed, where a query has a LIMIT
 * @param seen which files were listed; none where the folder is listed once
 */
public record ListingProgress(boolean ended, String position, long left, SeenFiles seen) {
    /** At the beginning. */
    public static final ListingProgress NONE =
            new ListingProgress(false, "", Long.MAX_VALUE, SeenFiles.NONE);

    /** At the beginning, of so many files. */
    static ListingProgress of(long limit) {
        return new ListingProgress(limit == 0, "", limit, SeenFiles.NONE);
    }

    ListingProgress with(SeenFiles now) {
        return new ListingProgress(ended, position, left, now);
    }
}
