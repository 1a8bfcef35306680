// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Values that probes, readers and encoders take and return: headers, orientation, encoded media,
 * bytes in memory as an object ({@link io.multimodal.media.content.ArrayHandle}). No parameter or
 * result is null unless its docstring says so.
 *
 * <pre>{@code
 * ImageHeader header = new ImageProbe().probe(new ArrayHandle(bytes));
 * }</pre>
 */
package io.multimodal.media.content;
