// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/** The columns of a row as the inputs of a model, and what names the row. */
@Internal
package io.multimodal.models.runtime.input;

import io.multimodal.annotation.Internal;
