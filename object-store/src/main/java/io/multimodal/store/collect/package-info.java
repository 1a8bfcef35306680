// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What keeps objects alive: roots of jobs, leases of processes that write, horizons of sweeps.
 * Start at {@link io.multimodal.store.collect.JobRoots}.
 */
@Internal
package io.multimodal.store.collect;

import io.multimodal.annotation.Internal;
