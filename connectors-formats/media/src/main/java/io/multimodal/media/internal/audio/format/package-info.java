// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The structure of audio files: what their headers say, and whether they are complete. Start at
 * {@link io.multimodal.media.internal.audio.format.AudioFacts}.
 */
@Internal
package io.multimodal.media.internal.audio.format;

import io.multimodal.annotation.Internal;
