// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.split;

import io.multimodal.connectors.media.source.listing.ListedFile;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * Files that one reader reads.
 *
 * @param splitId the path of a file that no other split holds
 * @param files those not emitted, in the order in which they are; none where an older checkpoint
 *     holds a split that was read
 */
public record FilesSplit(String splitId, List<ListedFile> files) implements SourceSplit {
    public FilesSplit {
        files = List.copyOf(files);
    }

    /**
     * Named by its first file.
     *
     * @param files one or more
     */
    public FilesSplit(List<ListedFile> files) {
        this(files.get(0).path().toString(), files);
    }

    @Override
    public String toString() {
        return "FilesSplit of %d files from '%s'".formatted(files.size(), splitId);
    }
}
