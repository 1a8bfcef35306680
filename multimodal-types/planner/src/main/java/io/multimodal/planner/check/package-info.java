// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Checks that are added to a plan: declared parameters of types, and signatures of references that
 * enter or leave SQL. Start at {@link io.multimodal.planner.check.CheckedPlan} and {@link
 * io.multimodal.planner.check.ReferenceBorder}.
 */
@Internal
package io.multimodal.planner.check;

import io.multimodal.annotation.Internal;
