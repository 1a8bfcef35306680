// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Bytes that a process keeps for a while: few in memory, many in files that nobody else sees. Start
 * at {@link io.multimodal.store.spool.Spool}. No parameter or result is null.
 */
@Internal
package io.multimodal.store.spool;

import io.multimodal.annotation.Internal;
