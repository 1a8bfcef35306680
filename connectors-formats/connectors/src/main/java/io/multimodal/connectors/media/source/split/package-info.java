// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Splits of the source: groups of files, and how far a reader is in them. Start at {@link
 * io.multimodal.connectors.media.source.split.FilesSplit}.
 */
@Internal
package io.multimodal.connectors.media.source.split;

import io.multimodal.annotation.Internal;
