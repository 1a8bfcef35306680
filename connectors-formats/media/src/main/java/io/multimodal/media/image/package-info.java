// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Reads and writes images: decoding, the fused execution of lazy programs, perceptual hashes.
 * FFmpeg decodes, OpenCV transforms and scales. Start at {@link
 * io.multimodal.media.image.ImageReader}.
 *
 * <p>Pixels are 8-bit sRGB; embedded colour profiles are applied; transparent pixels are laid over
 * white; EXIF orientation is always honoured; of an image with several frames or pages the first
 * counts. No parameter or result is null unless its docstring says so.
 *
 * <pre>{@code
 * try (ImageReader reader = ImageReader.open(stores, Limits.DEFAULT)) {
 *     TensorSpec spec = TensorSpec.of(224, 224);
 *     FloatBuffer tensor = ByteBuffer.allocateDirect(4 * (int) spec.elements())
 *             .order(ByteOrder.nativeOrder()).asFloatBuffer();
 *     reader.render(reference, spec, tensor);
 * }
 * }</pre>
 */
package io.multimodal.media.image;
