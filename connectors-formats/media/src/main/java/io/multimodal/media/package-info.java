// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Probing, decoding and the fused execution of lazy programs, on the host's memory and libraries:
 * FFmpeg decodes, OpenCV turns and scales.
 *
 * <p>Start at {@link io.multimodal.media.ImageReader}; {@link io.multimodal.media.ImageProbe} tells
 * what a picture is from its head alone.
 *
 * <pre>{@code
 * try (ImageReader reader = ImageReader.open(stores, Limits.DEFAULT)) {
 *     TensorSpec spec = TensorSpec.of(224, 224);
 *     FloatBuffer tensor = ByteBuffer.allocateDirect(4 * (int) spec.elements())
 *             .order(ByteOrder.nativeOrder()).asFloatBuffer();
 *     reader.render(reference, spec, tensor);
 * }
 * }</pre>
 *
 * <p>What is chosen: pixels are 8-bit sRGB as stored, embedded colour profiles are not applied;
 * transparent pixels are laid over white; EXIF orientation is always honoured; of a picture with
 * several frames or pages the first counts. No parameter or result is null unless its docstring
 * says so.
 */
package io.multimodal.media;
