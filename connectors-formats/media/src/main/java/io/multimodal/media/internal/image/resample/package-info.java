// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Scaling, blurring and warping of planes of pixels. Start at {@link
 * io.multimodal.media.internal.image.resample.PlaneScaler}.
 */
@Internal
package io.multimodal.media.internal.image.resample;

import io.multimodal.annotation.Internal;
