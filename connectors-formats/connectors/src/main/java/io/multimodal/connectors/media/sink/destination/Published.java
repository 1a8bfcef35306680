// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

/** What became of a file that was to be published. */
public enum Published {
    /** It is at its path. */
    WRITTEN,
    /** It is at its path; the server copied it, and its bytes did not pass through this process. */
    COPIED,
    /** A file with other content is at its path. */
    TAKEN;

    static Published writtenIf(boolean there) {
        return there ? WRITTEN : TAKEN;
    }
}
