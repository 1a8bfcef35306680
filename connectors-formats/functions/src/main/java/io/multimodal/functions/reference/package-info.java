// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Functions over references of any type: making values of bytes and places, and reading what is
 * behind them. {@link io.multimodal.functions.reference.ReferenceFunctions} is for programs, {@link
 * io.multimodal.functions.reference.ReferenceSpecs} for SQL.
 */
@Internal
package io.multimodal.functions.reference;

import io.multimodal.annotation.Internal;
