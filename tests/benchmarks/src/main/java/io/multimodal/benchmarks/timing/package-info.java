// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/** Clocks of benchmarks. Start at {@link io.multimodal.benchmarks.timing.RunTime}. */
package io.multimodal.benchmarks.timing;
