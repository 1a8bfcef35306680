// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Files that hold several tensors by name: {@code .safetensors} and {@code .npz}, read and written.
 * They are read by ranges: the header or index first, then the tensors that are asked for. Start at
 * {@link io.multimodal.media.tensor.file.FileTensor}.
 *
 * <pre>{@code
 * for (FileTensor tensor : SafetensorsFile.read(stores.open(reference))) {
 *     NpyHeader header = NpyHeader.read(tensor.open());
 * }
 * }</pre>
 *
 * <p>No parameter or result is null.
 */
@Internal
package io.multimodal.media.tensor.file;

import io.multimodal.annotation.Internal;
