// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * One {@link io.multimodal.media.modality.Modality} for each multimodal type: it makes a value of
 * an object by the object's header, renders a lazy value and checks one. Functions, sources, sinks
 * and formats use these and nothing else to get from bytes to values and back. Start at {@link
 * io.multimodal.media.modality.Modalities}. No parameter or result is null.
 *
 * <pre>{@code
 * Image img = new ImageModality().describe(media, new ArrayHandle(bytes), () -> put(bytes));
 * }</pre>
 */
package io.multimodal.media.modality;
