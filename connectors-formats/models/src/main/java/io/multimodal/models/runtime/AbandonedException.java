// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

/** The subtask was closed before the row's turn came; equal rows of others begin anew. */
public final class AbandonedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A row that nobody waits for. */
    public AbandonedException() {
        super("The subtask was closed before the row's turn came");
    }
}
