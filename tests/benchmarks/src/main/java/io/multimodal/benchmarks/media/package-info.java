// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What decoding and rendering cost beside the bare native loops. Start at {@link
 * io.multimodal.benchmarks.media.DecodeToTensor}.
 */
package io.multimodal.benchmarks.media;
