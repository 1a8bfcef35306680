// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

/**
 * By what a file that was taken is told from what is there now.
 *
 * @param sizeBytes its size; -1 where an older checkpoint does not say
 * @param modifiedMillis when it was last written, in milliseconds since 1970
 */
public record FileStamp(long sizeBytes, long modifiedMillis) {
    /** Of a file that was taken by a version that did not remember more than its path. */
    public static final FileStamp UNKNOWN = new FileStamp(-1, -1);

    public static FileStamp of(ListedFile file) {
        return new FileStamp(file.sizeBytes(), file.modified().toEpochMilli());
    }
}
