// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The folders and buckets that a media sink writes to: start at {@link
 * io.multimodal.connectors.media.sink.destination.Target}.
 */
@Internal
package io.multimodal.connectors.media.sink.destination;

import io.multimodal.annotation.Internal;
