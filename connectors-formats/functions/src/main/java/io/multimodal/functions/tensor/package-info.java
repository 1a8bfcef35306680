// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Functions over tensors: {@link io.multimodal.functions.tensor.TensorFunctions} for programs,
 * {@link io.multimodal.functions.tensor.TensorSpecs} for SQL.
 */
@Internal
package io.multimodal.functions.tensor;

import io.multimodal.annotation.Internal;
