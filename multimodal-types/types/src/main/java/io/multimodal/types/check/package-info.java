// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What keeps a value to its declared type: where in a value there are media to check, the functions
 * that the planner puts around such values, and the formats that cannot write them. Start at {@link
 * io.multimodal.types.check.DeclaredValue}. No parameter or result is null unless its docstring
 * says so.
 */
package io.multimodal.types.check;
