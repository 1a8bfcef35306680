// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Tensors as objects: the {@code .npy} header, elements, and how an image is laid out as a tensor.
 * Start at {@link io.multimodal.media.tensor.TensorData} and {@link
 * io.multimodal.media.tensor.TensorSpec}. No parameter or result is null unless its docstring says
 * so.
 */
package io.multimodal.media.tensor;
