// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What models are for: how an image becomes an input, and an output a row. Start at {@link
 * io.multimodal.models.internal.task.ColumnsTask}.
 */
@Internal
package io.multimodal.models.internal.task;

import io.multimodal.annotation.Internal;
