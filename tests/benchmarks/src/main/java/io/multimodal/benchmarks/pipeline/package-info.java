// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * A pipeline that joins, keeps and checkpoints objects: by reference, and by value as stock Flink's
 * {@code BYTES}. Start at {@link io.multimodal.benchmarks.pipeline.PipelineBenchmark}.
 */
package io.multimodal.benchmarks.pipeline;
