// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import java.io.Serializable;
import java.time.Instant;
import org.apache.flink.core.fs.Path;

/**
 * What a folder says of a file.
 *
 * @param path where it lies, absolute
 * @param sizeBytes its size when it was listed
 * @param modified when it was last written, as its file system says
 */
record ListedFile(Path path, long sizeBytes, Instant modified) implements Serializable {
    /** The name without its folder. */
    String name() {
        return path.getName();
    }

    String uri() {
        return path.toUri().toString();
    }
}
