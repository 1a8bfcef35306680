// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import io.multimodal.store.ref.ContentId;

/**
 * A file that was staged and is to be published.
 *
 * @param path relative to the root, with slashes
 * @param staged where its bytes are, as the target knows it; not copied
 * @param sizeBytes how many bytes it has
 * @param id the SHA-256 of its bytes
 * @param contentType such as {@code image/png}
 * @param reference the text form of the reference that the row held; empty if it is too long
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record FileEntry(
        String path,
        byte[] staged,
        long sizeBytes,
        ContentId id,
        String contentType,
        String reference) {}
