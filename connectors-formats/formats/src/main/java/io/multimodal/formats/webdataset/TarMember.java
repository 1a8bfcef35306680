// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

/**
 * A regular file in a tar archive.
 *
 * @param name its path in the archive, as the archive spells it
 * @param headerOffset where its first header begins, in bytes from the beginning of the archive
 * @param offset where its content begins
 * @param sizeBytes how long its content is; the content lies within the archive
 */
record TarMember(String name, long headerOffset, long offset, long sizeBytes) {}
