// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Functions over video: {@link io.multimodal.functions.video.VideoFunctions} for programs, {@link
 * io.multimodal.functions.video.VideoSpecs} for SQL.
 */
@Internal
package io.multimodal.functions.video;

import io.multimodal.annotation.Internal;
