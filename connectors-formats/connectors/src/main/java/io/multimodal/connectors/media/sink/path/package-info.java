// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The paths that a media sink writes to: start at {@link
 * io.multimodal.connectors.media.sink.path.PathTemplate}.
 */
@Internal
package io.multimodal.connectors.media.sink.path;

import io.multimodal.annotation.Internal;
