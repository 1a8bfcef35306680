// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The reader of the source: makes rows of files ahead of the task's thread. Start at {@link
 * io.multimodal.connectors.media.source.reader.FolderReader}.
 */
@Internal
package io.multimodal.connectors.media.source.reader;

import io.multimodal.annotation.Internal;
