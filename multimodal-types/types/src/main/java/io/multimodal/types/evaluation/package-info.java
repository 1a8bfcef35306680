// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * How good a model is: aggregate functions over labels and predictions, which {@code ML_EVALUATE}
 * is planned with. Start at {@link io.multimodal.types.evaluation.Evaluation}.
 */
@Internal
package io.multimodal.types.evaluation;

import io.multimodal.annotation.Internal;
