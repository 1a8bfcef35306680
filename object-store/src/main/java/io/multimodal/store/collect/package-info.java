// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What keeps objects alive, and removes the rest: roots of jobs, and the sweep. Start at {@link
 * io.multimodal.store.collect.JobRoots} and {@link io.multimodal.store.collect.Sweep}.
 */
@Internal
package io.multimodal.store.collect;

import io.multimodal.annotation.Internal;
