// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

/**
 * What the header of a {@code .safetensors} file says of one tensor.
 *
 * @param dtype as the header spells it
 * @param shape the slowest dimension first; not negative
 * @param begin of the elements, in bytes behind the header, at least 0
 * @param end of the elements, at least {@code begin}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SafetensorsEntry(String name, String dtype, long[] shape, long begin, long end) {}
