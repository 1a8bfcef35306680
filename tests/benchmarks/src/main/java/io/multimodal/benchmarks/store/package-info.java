// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What the object store costs beside the least that any store has to pay. Start at {@link
 * io.multimodal.benchmarks.store.LocalStoreBenchmark}.
 */
package io.multimodal.benchmarks.store;
