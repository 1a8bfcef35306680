// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.memory;

import io.multimodal.annotation.Public;

/** A part of the memory that all decoders of a process hold together, until it is closed. */
@Public
public interface MemoryShare extends AutoCloseable {
    /** Gives it back. Idempotent, thread-safe, does not block. */
    @Override
    void close();
}
