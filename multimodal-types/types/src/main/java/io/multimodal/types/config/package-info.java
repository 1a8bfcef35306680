// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The options {@code multimodal.*} and the limits, resolved once when a query is planned. Start at
 * {@link io.multimodal.types.config.MultimodalConfig}. No parameter or result is null unless its
 * docstring says so.
 */
package io.multimodal.types.config;
