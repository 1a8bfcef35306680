// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * {@code CREATE MODEL … AS SELECT}, which Flink parses and does not run: a batch job that trains,
 * and then a CREATE MODEL. Start at {@link io.multimodal.planner.train.TrainingParser}.
 */
@Internal
package io.multimodal.planner.train;

import io.multimodal.annotation.Internal;
