// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Frames, indexes and clips of video. Start at {@link
 * io.multimodal.media.internal.video.VideoCursor}.
 */
@Internal
package io.multimodal.media.internal.video;

import io.multimodal.annotation.Internal;
