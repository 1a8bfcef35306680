// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Tensors by reference, also those that a program makes of an image, an audio, a video or another
 * tensor. Start at {@link io.multimodal.media.tensor.lazy.TensorReader}. No parameter or result is
 * null unless its docstring says so.
 */
package io.multimodal.media.tensor.lazy;
