// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.config;

import io.multimodal.annotation.Public;

/**
 * A model provider of Flink that says how many rows a subtask of {@code ML_PREDICT} is to have in
 * flight where neither the session nor the call says so. Flink's own default is 10, which fills no
 * batches. The planner of this project reads it, in the thread that plans a query; it need not be
 * thread-safe.
 */
@Public
public interface ConcurrentRows {
    /** The number of rows for each subtask, at least 1. Does not block. */
    int rowsInFlight();
}
