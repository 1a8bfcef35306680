// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The formats {@code safetensors} and {@code npz}: files of several tensors, a row for each, read
 * and written. Start at {@link io.multimodal.formats.tensors.TensorFormatFactory}. No parameter or
 * result is null unless its docstring says so.
 *
 * <pre>{@code
 * CREATE TABLE weights (name STRING, weight TENSOR)
 * WITH ('connector' = 'filesystem', 'path' = '/models/encoder', 'format' = 'safetensors');
 * }</pre>
 */
@Internal
package io.multimodal.formats.tensors;

import io.multimodal.annotation.Internal;
