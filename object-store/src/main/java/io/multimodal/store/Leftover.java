// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;

/**
 * A file that a writer left behind when its process ended. It holds nothing that was acknowledged.
 *
 * @param place its path or key in the store
 */
@Public
public record Leftover(String place, long sizeBytes) {}
