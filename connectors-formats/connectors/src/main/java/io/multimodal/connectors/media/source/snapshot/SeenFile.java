// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.snapshot;

/**
 * A file that was seen.
 *
 * @param path its {@code ListedFile.key}
 * @param stamp of {@link Stamps}
 */
public record SeenFile(String path, long stamp) {}
