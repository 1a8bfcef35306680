// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Reads video: frames by time, key frames, scenes, clips. Start at {@link
 * io.multimodal.media.video.VideoReader}. No parameter or result is null unless its docstring says
 * so.
 */
package io.multimodal.media.video;
