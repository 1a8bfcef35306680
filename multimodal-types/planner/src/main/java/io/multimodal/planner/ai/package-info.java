// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Functions over models in expressions, such as {@code AI_EMBED}, planned as {@code ML_PREDICT}.
 * Start at {@link io.multimodal.planner.ai.AiCalls}. No parameter or result is null.
 */
@Internal
package io.multimodal.planner.ai;

import io.multimodal.annotation.Internal;
