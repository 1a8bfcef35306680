// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Functions over audio: {@link io.multimodal.functions.audio.AudioFunctions} for programs, {@link
 * io.multimodal.functions.audio.AudioSpecs} for SQL.
 */
@Internal
package io.multimodal.functions.audio;

import io.multimodal.annotation.Internal;
