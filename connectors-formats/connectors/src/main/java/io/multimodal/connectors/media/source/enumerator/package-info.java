// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The enumerator of the source, and its state. Start at {@link
 * io.multimodal.connectors.media.source.enumerator.FolderEnumerator}.
 */
@Internal
package io.multimodal.connectors.media.source.enumerator;

import io.multimodal.annotation.Internal;
