// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

/**
 * What a place for a store was found to do, by trying it.
 *
 * @param capability what was tried, in a few words
 * @param required whether a store cannot do without it
 * @param works whether it does
 * @param seen what was observed
 */
public record ProbeFinding(String capability, boolean required, boolean works, String seen) {}
