// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The contract of families of SQL functions, published in the module's jar of tests. Start at
 * {@link io.multimodal.functions.testkit.FunctionFamilyContract}.
 */
package io.multimodal.functions.testkit;
