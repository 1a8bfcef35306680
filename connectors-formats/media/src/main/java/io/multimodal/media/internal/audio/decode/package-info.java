// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Decodes audio and applies the steps of a lazy program to its samples. Start at {@link
 * io.multimodal.media.internal.audio.decode.AudioDecoder}.
 */
@Internal
package io.multimodal.media.internal.audio.decode;

import io.multimodal.annotation.Internal;
