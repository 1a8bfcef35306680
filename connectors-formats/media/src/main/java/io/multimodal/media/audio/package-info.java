// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Reads and writes audio: samples after a lazy program, loudness, silence, encoding. Start at
 * {@link io.multimodal.media.audio.AudioReader}. No parameter or result is null unless its
 * docstring says so.
 */
package io.multimodal.media.audio;
