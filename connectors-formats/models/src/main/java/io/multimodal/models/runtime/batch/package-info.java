// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/** Rows of all callers in batches of fixed sizes, and how busy the model is kept. */
@Internal
package io.multimodal.models.runtime.batch;

import io.multimodal.annotation.Internal;
