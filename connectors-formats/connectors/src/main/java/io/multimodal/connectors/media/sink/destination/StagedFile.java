// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import io.multimodal.store.ref.ContentId;

/**
 * Bytes that a target keeps until they are published.
 *
 * @param where as the target knows it; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record StagedFile(byte[] where, long sizeBytes, ContentId id) {}
