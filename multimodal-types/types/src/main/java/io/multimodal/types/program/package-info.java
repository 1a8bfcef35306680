// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Lazy programs: what is to be done with a medium, as data. {@link
 * io.multimodal.types.program.ImageProgram} is the class to start at; {@code io.multimodal.media}
 * runs programs.
 */
package io.multimodal.types.program;
