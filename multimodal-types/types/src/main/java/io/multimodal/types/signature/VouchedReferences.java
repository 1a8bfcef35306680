// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.signature;

/**
 * Marks functions, sources and sinks of this product whose media need no check at the border: the
 * references that they give were made by the job itself, or were verified. Everything else that
 * gives media to SQL is taken for a way in from outside.
 */
public interface VouchedReferences {}
