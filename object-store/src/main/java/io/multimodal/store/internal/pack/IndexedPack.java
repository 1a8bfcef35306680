// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal.pack;

import java.util.List;

/**
 * What an index says of one pack.
 *
 * @param name the pack's, without its epoch and its ending
 * @param packBytes how long the pack is
 * @param entries what its footer lists
 */
public record IndexedPack(String name, long packBytes, List<PackEntry> entries) {}
