// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * How the values of columns become inputs of a model: tensors, arrays, numbers, text, audio. Start
 * at {@link io.multimodal.models.internal.input.ColumnInput}.
 */
@Internal
package io.multimodal.models.internal.input;

import io.multimodal.annotation.Internal;
