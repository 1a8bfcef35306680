// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import io.multimodal.connectors.media.source.listing.FileStream;
import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.listing.Listing;
import io.multimodal.connectors.media.source.snapshot.SeenFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lists a folder once. */
final class ListOnce implements ListingSteps {
    private static final int FILES_IN_A_STEP = 2048;

    private final Listing listing;
    private FileStream files;

    ListOnce(Listing listing) {
        this.listing = listing;
    }

    @Override
    public Step next(ListingProgress from) throws IOException {
        if (files == null) {
            files = listing.after(from.position());
        }
        List<ListedFile> found = new ArrayList<>();
        String position = from.position();
        boolean ended = false;
        long most = Math.min(FILES_IN_A_STEP, from.left());
        while (found.size() < most && !ended) {
            ListedFile file = files.next();
            if (file == null) {
                ended = true;
            } else {
                found.add(file);
                position = file.key();
            }
        }
        long left = from.left() == Long.MAX_VALUE ? from.left() : from.left() - found.size();
        ended |= left == 0;
        return new Step(
                found,
                new ListingProgress(ended, position, left, SeenFiles.NONE),
                !ended,
                found.size());
    }

    @Override
    public void close() throws IOException {
        listing.close();
    }
}
