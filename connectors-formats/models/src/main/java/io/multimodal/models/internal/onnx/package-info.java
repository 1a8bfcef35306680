// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * ONNX Runtime as a provider of models: reading model files, their signature, metadata and graph,
 * and running batches. Start at {@link io.multimodal.models.internal.onnx.OnnxSession}.
 */
@Internal
package io.multimodal.models.internal.onnx;

import io.multimodal.annotation.Internal;
