// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * How types and values are displayed in DESCRIBE, SHOW CREATE, EXPLAIN and in results of queries.
 * Start at {@link io.multimodal.planner.display.DisplayParserFactory}.
 */
@Internal
package io.multimodal.planner.display;

import io.multimodal.annotation.Internal;
