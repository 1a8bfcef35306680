// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Models that run in this process: loading them once, batching rows across callers, bounding the
 * memory of prepared rows. Knows floats and shapes, but neither rows nor images. Start at {@link
 * io.multimodal.models.internal.onnx.SharedModel}:
 *
 * <pre>{@code
 * try (SharedModel model = SharedModel.acquire("reader", file, settings)) {
 *     model.batcher().announce();
 *     NativeBuffers.Lease input = model.buffers().acquire(3 * 48 * 320);
 *     fill(input.floats());
 *     ModelOutput output = model.batcher().submit(input, 3, 48, 320).join();
 * }
 * }</pre>
 */
package io.multimodal.models.internal.onnx;
