// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * A store in memory, for tests and for what need not outlive the process. Start at {@link
 * io.multimodal.store.memory.MemoryStore}.
 *
 * <pre>{@code
 * ObjectStore store = new MemoryStore();
 * }</pre>
 */
@Internal
package io.multimodal.store.memory;

import io.multimodal.annotation.Internal;
