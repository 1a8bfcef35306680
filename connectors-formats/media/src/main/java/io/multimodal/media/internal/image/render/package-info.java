// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Runs the stages of a lazy image program over pixels. Start at {@link
 * io.multimodal.media.internal.image.render.StageRunner}.
 */
@Internal
package io.multimodal.media.internal.image.render;

import io.multimodal.annotation.Internal;
