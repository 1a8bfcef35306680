// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Models for {@code CREATE MODEL} and {@code ML_PREDICT}. Rows arrive with references; the bytes
 * are read, decoded and turned into a tensor here, next to the model, and nowhere earlier.
 *
 * <p>Start at {@link io.multimodal.models.OnnxModelProviderFactory}; its options are in {@link
 * io.multimodal.models.OnnxModelOptions}:
 *
 * <pre>{@code
 * CREATE MODEL text_reader INPUT (img IMAGE) OUTPUT (line STRING, score FLOAT)
 * WITH ('provider' = 'onnx', 'task' = 'text-recognition', 'path' = '/models/rec.onnx');
 * SELECT line FROM ML_PREDICT(TABLE lines, MODEL text_reader, DESCRIPTOR(img));
 * }</pre>
 *
 * <p>No parameter or result is null unless its docstring says so.
 */
package io.multimodal.models;
