// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Sound: what a file's head says ({@link io.multimodal.media.audio.AudioProbe}), its samples after
 * a lazy program ({@link io.multimodal.media.audio.AudioReader}), spectrograms, files.
 *
 * <pre>{@code
 * AudioHeader header = new AudioProbe().probe(stores.open(reference));
 * }</pre>
 *
 * <p>No parameter or result is null unless its docstring says so.
 */
package io.multimodal.media.audio;
