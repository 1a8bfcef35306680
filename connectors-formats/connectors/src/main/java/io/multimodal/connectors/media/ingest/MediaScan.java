// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.connectors.media.source.FolderSource;
import io.multimodal.connectors.media.source.enumerator.Monitoring;
import io.multimodal.connectors.media.source.listing.FileFilter;
import io.multimodal.connectors.media.source.listing.FolderListing;
import io.multimodal.connectors.media.source.listing.LinkRule;
import io.multimodal.connectors.media.source.listing.MediaPath;
import io.multimodal.connectors.media.source.listing.NameRule;
import io.multimodal.types.config.MultimodalConfig;
import java.io.Serializable;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What is read of a folder, and how.
 *
 * @param kind what its files are read as
 * @param path the folder, the file, or the pattern of files
 * @param names which names are read
 * @param links which symbolic links of a local folder are followed
 * @param monitoring how the folder is looked through again; null if it is listed once
 * @param skipFailedFiles whether a file that cannot be used gives no row, where the job goes on
 */
public record MediaScan(
        MultimodalConfig config,
        MediaKind kind,
        MediaPath path,
        NameRule names,
        LinkRule links,
        Monitoring monitoring,
        boolean skipFailedFiles)
        implements Serializable {
    private static final long serialVersionUID = 2L;

    /** All files. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /**
     * The source of it.
     *
     * @param contentTypes whether the content types of files are asked for
     * @param filter which files are wanted at all
     * @param limit how many files are listed at most; of a folder that is monitored, any number
     */
    public <T> FolderSource<T> source(
            IngestMode taking,
            boolean contentTypes,
            FileFilter filter,
            long limit,
            MediaRows.RowOf<T> rowOf,
            TypeInformation<T> type) {
        MediaScan scan = this;
        return new FolderSource<>(
                new FolderListing(
                        path,
                        names,
                        links,
                        filter,
                        config.store().externals().values(),
                        monitoring != null),
                Optional.ofNullable(monitoring),
                config.store(),
                limit,
                metrics -> new MediaRows<>(scan, taking, contentTypes, rowOf, metrics),
                type);
    }
}
