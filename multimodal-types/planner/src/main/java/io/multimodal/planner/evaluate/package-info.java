// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Plans {@code ML_EVALUATE}, which Flink validates and cannot run. Start at {@link
 * io.multimodal.planner.evaluate.EvaluatedModels}.
 */
@Internal
package io.multimodal.planner.evaluate;

import io.multimodal.annotation.Internal;
