// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/** What a value costs to write and read. */
package io.multimodal.benchmarks.serializers;
