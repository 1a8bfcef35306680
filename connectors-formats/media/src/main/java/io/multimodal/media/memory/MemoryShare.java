// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.memory;

import io.multimodal.annotation.Public;

/**
 * A reserved part of the memory that all decoders of a process hold together, until it is closed.
 * Thread-safe.
 */
@Public
public interface MemoryShare extends AutoCloseable {
    /** Releases the memory. Idempotent; does not block. */
    @Override
    void close();
}
