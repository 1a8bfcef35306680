// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Functions over images: {@link io.multimodal.functions.image.ImageFunctions} for programs, {@link
 * io.multimodal.functions.image.ImageSpecs} for SQL.
 */
@Internal
package io.multimodal.functions.image;

import io.multimodal.annotation.Internal;
