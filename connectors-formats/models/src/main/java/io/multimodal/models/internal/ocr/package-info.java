// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What text detectors and recognisers say, turned into boxes and lines. Knows floats only; start at
 * {@link io.multimodal.models.internal.ocr.DbDecoder} and {@link
 * io.multimodal.models.internal.ocr.CtcDecoder}.
 *
 * <p>The boxes are found by code of our own and not by OpenCV's {@code findContours} and {@code
 * minAreaRect}: regions, a convex hull and the smallest rectangle around it take two hundred lines,
 * and run without a copy to native memory, without memory to be freed by hand, and where OpenCV's
 * natives are absent. OpenCV would also give the borders of holes, which are not text.
 */
@Internal
package io.multimodal.models.internal.ocr;

import io.multimodal.annotation.Internal;
