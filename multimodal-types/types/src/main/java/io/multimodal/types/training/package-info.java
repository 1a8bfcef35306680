// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * How {@code CREATE MODEL … AS SELECT} trains a model: as an aggregate of all rows of the query,
 * which ends in the options of a model that can be used. Start at {@link
 * io.multimodal.types.training.ModelTrainerFactory}.
 */
@Internal
package io.multimodal.types.training;

import io.multimodal.annotation.Internal;
