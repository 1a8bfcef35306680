// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Memory off the Java heap, as all of a process has it. Start at {@link
 * io.multimodal.media.memory.NativeMemory}.
 */
package io.multimodal.media.memory;
