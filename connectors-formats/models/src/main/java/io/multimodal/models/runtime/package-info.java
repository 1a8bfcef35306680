// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What happens to rows on the way through any model: reading, decoding, batching across callers,
 * remembering predictions, the failure policy, metrics, bounded memory. Knows neither what a model
 * is for nor what runs it: see {@link io.multimodal.models.spi}. Start at {@link
 * io.multimodal.models.runtime.RowInference}. No parameter or result is null unless its docstring
 * says so.
 */
@Internal
package io.multimodal.models.runtime;

import io.multimodal.annotation.Internal;
