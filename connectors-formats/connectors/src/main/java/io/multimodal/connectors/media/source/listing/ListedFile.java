// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.time.Instant;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/**
 * What a folder says of a file.
 *
 * @param path where it lies, absolute
 * @param sizeBytes its size when it was listed
 * @param modified when it was last written, as its file system says, to the millisecond; the epoch
 *     where it does not say
 * @param etag what changes with the content; empty where its file system has none
 */
public record ListedFile(Path path, long sizeBytes, Instant modified, Optional<String> etag) {
    /** A file of a file system that has no ETags. */
    public ListedFile(Path path, long sizeBytes, Instant modified) {
        this(path, sizeBytes, modified, Optional.empty());
    }

    /** The last part of its path. */
    public String name() {
        return path.getName();
    }

    /** Its path as a URI, absolute. */
    public String uri() {
        return path.toUri().toString();
    }

    /** Its decoded path, by which files are ordered. */
    public String key() {
        return path.getPath();
    }

    /** The same file as it was when it was read. */
    public ListedFile read(long bytes, Optional<String> version) {
        return new ListedFile(path, bytes, modified, version);
    }
}
