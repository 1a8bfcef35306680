// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Lazy functions over pictures. {@link io.multimodal.functions.image.LazyImageFunction} is what
 * they share.
 */
package io.multimodal.functions.image;
