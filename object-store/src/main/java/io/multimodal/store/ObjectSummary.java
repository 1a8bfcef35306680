// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

/**
 * One copy of an object in a store.
 *
 * @param id the object's name
 * @param sizeBytes how many bytes lie there
 * @param epoch the epoch that it was put in
 */
public record ObjectSummary(ContentId id, long sizeBytes, long epoch) {}
