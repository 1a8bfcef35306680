// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Types, values and functions as text for people. Start at {@link
 * io.multimodal.types.text.TypeText} for types and at {@link io.multimodal.types.text.MediaText}
 * for values. No parameter or result is null unless its docstring says so.
 */
package io.multimodal.types.text;
