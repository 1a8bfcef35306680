// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The boxes of MP4, QuickTime and HEIF files. Start at {@link
 * io.multimodal.media.internal.container.iso.IsoTrack}.
 */
@Internal
package io.multimodal.media.internal.container.iso;

import io.multimodal.annotation.Internal;
