// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

/** One step of a {@link VideoProgram}. */
public sealed interface VideoOp permits Clip {}
