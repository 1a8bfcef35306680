// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The structure of image files: which format an image has and what its header says. Start at {@link
 * io.multimodal.media.internal.image.format.BuiltInFormat}. Knows no decoder.
 */
@Internal
package io.multimodal.media.internal.image.format;

import io.multimodal.annotation.Internal;
