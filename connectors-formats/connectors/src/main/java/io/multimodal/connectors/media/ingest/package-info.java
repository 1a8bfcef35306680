// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Makes a value of a file: puts it into the store or refers to it in place, and reads its header.
 * Start at {@link io.multimodal.connectors.media.ingest.MediaIngest}.
 */
@Internal
package io.multimodal.connectors.media.ingest;

import io.multimodal.annotation.Internal;
