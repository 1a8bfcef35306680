// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What providers of models offer to functions that tell a model with each call what to answer.
 * Start at {@link io.multimodal.types.instruction.InstructedModelFactory}. No parameter or result
 * is null.
 */
@Internal
package io.multimodal.types.instruction;

import io.multimodal.annotation.Internal;
