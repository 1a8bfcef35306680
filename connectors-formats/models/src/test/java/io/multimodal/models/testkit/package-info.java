// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The contracts of model tasks and of model providers, published in the module's jar of tests.
 * Start at {@link io.multimodal.models.testkit.ModelTaskContract} and {@link
 * io.multimodal.models.testkit.ModelProviderContract}.
 */
package io.multimodal.models.testkit;
