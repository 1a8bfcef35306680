// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.connectors.media.ingest.SourceFile;
import io.multimodal.connectors.media.source.listing.ListedFile;
import java.io.Serializable;
import org.apache.flink.table.types.logical.LogicalType;

/** A column of a media table that is not the medium. */
interface TableColumn extends Serializable {
    LogicalType type();

    /** The value of a file that is a row, in Flink's internal form. */
    Object of(SourceFile file);

    /**
     * The value as far as the listing tells it, in Flink's internal form; null where it does not.
     *
     * @param path decoded, of the file or of a folder above it
     * @param file null where only the path is known
     */
    Object ofListed(String path, ListedFile file);
}
