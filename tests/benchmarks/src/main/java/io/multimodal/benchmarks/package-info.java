// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The command line of the benchmarks. Start at {@link io.multimodal.benchmarks.Bench}; each
 * benchmark is a class with a {@code main} in the package of what it measures.
 */
package io.multimodal.benchmarks;
