// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/** What media cost in the formats of Flink. */
package io.multimodal.benchmarks.formats;
