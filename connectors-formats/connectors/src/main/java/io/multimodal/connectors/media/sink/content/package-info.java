// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The bytes that a media sink writes for a value: start at {@link
 * io.multimodal.connectors.media.sink.content.FileContents}.
 */
@Internal
package io.multimodal.connectors.media.sink.content;

import io.multimodal.annotation.Internal;
