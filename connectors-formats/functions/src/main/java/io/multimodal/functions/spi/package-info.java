// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The service by which a third party adds SQL functions over multimodal types. Start at {@link
 * io.multimodal.functions.spi.FunctionFamily}; {@link io.multimodal.functions.spec.FunctionSpec}
 * describes one function. No parameter or result is null unless its docstring says so.
 */
package io.multimodal.functions.spi;
