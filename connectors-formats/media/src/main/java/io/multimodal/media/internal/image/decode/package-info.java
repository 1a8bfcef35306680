// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Decodes images of every format into rasters. Start at {@link
 * io.multimodal.media.internal.image.decode.ImageDecoder}.
 */
@Internal
package io.multimodal.media.internal.image.decode;

import io.multimodal.annotation.Internal;
