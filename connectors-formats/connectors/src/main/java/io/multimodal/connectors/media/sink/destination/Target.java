// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import io.multimodal.connectors.media.sink.content.FileContent;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A folder or a bucket that files are written to. Files are staged first, in lists, where no reader
 * of the target sees them; then each file of a list is published, and the list's manifest last.
 * Publishing can be repeated until the list is discarded. Thread-safe; every call blocks.
 *
 * <p>Paths are relative, with slashes, and were made by a {@code PathTemplate}.
 */
public interface Target extends AutoCloseable {
    /** Where everything lies that is not a file of a row; media tables pass it over. */
    String HIDDEN = ".multimodal/";

    /** Where the manifests lie, one for each list. */
    String MANIFESTS = HIDDEN + "manifest/";

    /**
     * Keeps bytes until they are published.
     *
     * @param list the id of the list that the file belongs to
     * @param number of the file within its list
     */
    StagedFile stage(String list, int number, FileContent content) throws IOException;

    /** Makes durable what was staged for a list. */
    void settle(String list) throws IOException;

    /** Whether a file is at a path. */
    boolean exists(String path) throws IOException;

    /** Whether a file with exactly these bytes is at a path. */
    boolean holds(String path, long sizeBytes, ContentId id) throws IOException;

    /**
     * Brings a staged file to its path, whole or not at all.
     *
     * @param replace whether it takes the place of a file that is there
     */
    Published publish(String list, FileEntry file, boolean replace) throws IOException;

    /** Whether a list was published whole, manifest and all. */
    boolean isPublished(String list) throws IOException;

    /**
     * Makes durable what was published of a list, and writes its manifest.
     *
     * @param files those of the list that are at their paths
     */
    void finish(String list, List<FileEntry> files) throws IOException;

    /** Removes what was staged for a list; nothing happens where there is nothing. */
    void discard(String list) throws IOException;

    /** Removes what was staged longer ago than this, by writers that were killed. */
    void sweep(Duration olderThan) throws IOException;

    /** The place, without credentials. */
    @Override
    String toString();

    @Override
    void close();
}
