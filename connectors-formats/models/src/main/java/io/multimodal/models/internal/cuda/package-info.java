// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Calls of CUDA's runtime library that ONNX Runtime's Java API does not offer: memory that is
 * locked for copies, and threads that sleep while a GPU works. The library is found when a GPU is
 * used, and nothing depends on it. Start at {@link io.multimodal.models.internal.cuda.CudaRuntime}.
 */
@Internal
package io.multimodal.models.internal.cuda;

import io.multimodal.annotation.Internal;
