// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Memoised inference: what a model said about an image, kept beside the objects under the digest of
 * the model, its options and the image's reference. Start at {@link
 * io.multimodal.models.internal.remember.PredictionCache}.
 */
@Internal
package io.multimodal.models.internal.remember;

import io.multimodal.annotation.Internal;
