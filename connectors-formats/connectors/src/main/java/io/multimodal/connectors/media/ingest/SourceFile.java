// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.connectors.media.source.listing.ListedFile;
import java.util.Optional;

/**
 * A file of which a row is made.
 *
 * @param listed what is known of it: by the listing, and where it was opened, as it was then
 * @param contentType as its first bytes tell; empty where nobody asked for it
 */
public record SourceFile(ListedFile listed, Optional<String> contentType) {
    /** As it was listed. */
    public static SourceFile of(ListedFile listed) {
        return new SourceFile(listed, Optional.empty());
    }
}
