// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Speech in audio: which parts of it are speech. Start at {@link
 * io.multimodal.models.internal.speech.SpeechSegments}.
 */
@Internal
package io.multimodal.models.internal.speech;

import io.multimodal.annotation.Internal;
