// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;

/** One step of a {@link VideoProgram}. */
@Public
public sealed interface VideoOp permits Clip {}
