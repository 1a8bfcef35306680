// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Bounded reading of an object for parsers of headers. Start at {@link
 * io.multimodal.media.internal.bytes.HeaderBytes}.
 */
@Internal
package io.multimodal.media.internal.bytes;

import io.multimodal.annotation.Internal;
