// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What multimodal types have in common in CASE, IF, IN and UNION. Start at {@link
 * io.multimodal.planner.coercion.MultimodalTypeFactory}.
 */
@Internal
package io.multimodal.planner.coercion;

import io.multimodal.annotation.Internal;
