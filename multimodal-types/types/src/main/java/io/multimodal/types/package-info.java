// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The values IMAGE, AUDIO, VIDEO, TENSOR and FILE and their Flink logical types; limits, options
 * and error codes. Knows no codec: what is in an image is the business of {@code
 * io.multimodal.media}.
 *
 * <p>Start at {@link io.multimodal.types.Image}. No parameter or result is null unless its
 * docstring says so.
 */
package io.multimodal.types;
