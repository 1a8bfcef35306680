// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Bounded reading of an object for parsers of headers. Start at {@link
 * io.multimodal.media.internal.bytes.HeaderBytes}.
 */
package io.multimodal.media.internal.bytes;
