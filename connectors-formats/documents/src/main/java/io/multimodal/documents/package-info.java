// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The SQL functions over documents and texts, as a family that the module {@code multimodal} finds:
 * {@link io.multimodal.documents.DocumentFunctions}. No parameter or result is null unless its
 * docstring says so.
 */
package io.multimodal.documents;
