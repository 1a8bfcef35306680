// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/** Vector indexes beside the library that they consist of, and beside a loop over all vectors. */
@Internal
package io.multimodal.benchmarks.vectors;

import io.multimodal.annotation.Internal;
