// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The words {@code IMAGE} and its relatives in Flink SQL. Start at {@link
 * io.multimodal.planner.MultimodalSql}. No parameter or result is null unless its docstring says
 * so.
 */
@Internal
package io.multimodal.planner;

import io.multimodal.annotation.Internal;
