// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Functions over sound: {@link io.multimodal.functions.audio.AudioFunctions} for programs, {@link
 * io.multimodal.functions.audio.AudioSpecs} for SQL.
 */
package io.multimodal.functions.audio;
