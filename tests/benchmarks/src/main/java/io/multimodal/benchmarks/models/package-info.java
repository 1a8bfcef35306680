// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What models cost beside their floor. Start at {@link
 * io.multimodal.benchmarks.models.InferenceBenchmark}.
 */
package io.multimodal.benchmarks.models;
