// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.time.Instant;
import org.apache.flink.core.fs.Path;

/**
 * What a folder says of a file.
 *
 * @param path where it lies, absolute
 * @param sizeBytes its size when it was listed
 * @param modified when it was last written, as its file system says, to the millisecond
 */
public record ListedFile(Path path, long sizeBytes, Instant modified) {
    /** The last part of its path. */
    public String name() {
        return path.getName();
    }

    /** Its path as a URI, absolute. */
    public String uri() {
        return path.toUri().toString();
    }
}
