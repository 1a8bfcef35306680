// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.connectors.media.source.FolderSource;
import io.multimodal.connectors.media.source.enumerator.Monitoring;
import io.multimodal.connectors.media.source.listing.FileFilter;
import io.multimodal.connectors.media.source.listing.FileNameGlob;
import io.multimodal.connectors.media.source.listing.LinkRule;
import io.multimodal.types.config.MultimodalConfig;
import java.io.Serializable;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.fs.Path;

/**
 * What is read of a folder, and how.
 *
 * @param kind what its files are read as
 * @param folder of any file system that Flink knows; may be a single file
 * @param names a glob of the names of the files to read
 * @param links which symbolic links of a local folder are followed
 * @param monitoring how the folder is looked through again; null if it is listed once
 * @param skipFailedFiles whether a file that cannot be used gives no row, where the job goes on
 */
public record MediaScan(
        MultimodalConfig config,
        MediaKind kind,
        String folder,
        String names,
        LinkRule links,
        Monitoring monitoring,
        boolean skipFailedFiles)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * The source of it.
     *
     * @param filter which files are wanted at all
     */
    public <T> FolderSource<T> source(
            IngestMode taking,
            FileFilter filter,
            MediaRows.RowOf<T> rowOf,
            TypeInformation<T> type) {
        MediaScan scan = this;
        return new FolderSource<>(
                new Path(folder),
                new FileNameGlob(names),
                links,
                filter,
                Optional.ofNullable(monitoring),
                metrics -> new MediaRows<>(scan, taking, rowOf, metrics),
                type);
    }
}
