// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Spectrograms of audio. Start at {@link io.multimodal.media.audio.spectrum.MelSpectrogram}. No
 * parameter or result is null unless its docstring says so.
 */
@Internal
package io.multimodal.media.audio.spectrum;

import io.multimodal.annotation.Internal;
