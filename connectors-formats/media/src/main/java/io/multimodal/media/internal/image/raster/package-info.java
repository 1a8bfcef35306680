// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Decoded pixels off the heap, and the sinks that rows of pixels are written to. Start at {@link
 * io.multimodal.media.internal.image.raster.Raster}.
 */
@Internal
package io.multimodal.media.internal.image.raster;

import io.multimodal.annotation.Internal;
