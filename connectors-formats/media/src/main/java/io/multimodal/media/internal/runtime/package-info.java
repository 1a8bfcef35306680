// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What all decoders of a process share: native libraries, memory, failures. Start at {@link
 * io.multimodal.media.internal.runtime.DecodeMemory}.
 */
@Internal
package io.multimodal.media.internal.runtime;

import io.multimodal.annotation.Internal;
