// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;

/**
 * A file that a writer left when it died, and that holds nothing that was acknowledged.
 *
 * @param place where in the store it lies
 */
@Public
public record Leftover(String place, long sizeBytes) {}
