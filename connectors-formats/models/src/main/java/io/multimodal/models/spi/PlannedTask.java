// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;

/**
 * A task, and how a model serves it.
 *
 * @param binding the input and outputs of the model that the task uses
 */
@Public
public record PlannedTask(ModelTask task, ModelBinding binding) {}
