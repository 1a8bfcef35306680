// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Containers and codecs by FFmpeg, over objects that are read by ranges. Start at {@link
 * io.multimodal.media.internal.ffmpeg.Container}. Nobody outside this module imports it.
 */
@Internal
package io.multimodal.media.internal.ffmpeg;

import io.multimodal.annotation.Internal;
