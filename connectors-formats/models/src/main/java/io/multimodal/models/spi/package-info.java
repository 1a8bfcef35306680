// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * How a third party adds a task or a provider of models. A {@link
 * io.multimodal.models.spi.ModelTask} says how rows become inputs and outputs become rows; an
 * {@link io.multimodal.models.spi.InferenceProvider} says what runs the model. The runtime does the
 * rest. Start at {@link io.multimodal.models.spi.ModelTaskFactory} or {@link
 * io.multimodal.models.spi.InferenceProvider}; both have a contract suite in the module's jar of
 * tests. No parameter or result is null unless its docstring says so.
 */
package io.multimodal.models.spi;
