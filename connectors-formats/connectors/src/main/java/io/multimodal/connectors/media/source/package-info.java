// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The source that reads a folder: one row for each file, in batch and as files arrive. Start at
 * {@link io.multimodal.connectors.media.source.FolderSource}. The enumerator lists files and
 * assigns splits; readers make rows of files on threads of their own, in the order of the files.
 * Why it is not Flink's {@code FileSource}: {@code docs/decisions/0006-a-source-for-folders.md}.
 */
@Internal
package io.multimodal.connectors.media.source;

import io.multimodal.annotation.Internal;
