// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Trains models over arrays of numbers, such as embeddings, for {@code CREATE MODEL … AS SELECT},
 * and writes them as ONNX files into the store. Start at {@link
 * io.multimodal.models.training.TrainerFactory}. No parameter or result is null unless its
 * docstring says so.
 */
@Internal
package io.multimodal.models.training;

import io.multimodal.annotation.Internal;
