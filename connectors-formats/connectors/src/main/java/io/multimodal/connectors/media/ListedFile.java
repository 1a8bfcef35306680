// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import java.time.Instant;

/**
 * What a folder says of a file.
 *
 * @param name of the file, without its folder
 * @param uri where it lies, absolute
 * @param sizeBytes its size when it was listed
 * @param modified when it was last written, as its file system says
 */
record ListedFile(String name, String uri, long sizeBytes, Instant modified) {}
