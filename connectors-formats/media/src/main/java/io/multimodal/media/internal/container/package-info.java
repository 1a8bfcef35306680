// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Containers of audio and video, recognised by their first bytes, and whether a file is complete.
 * Start at {@link io.multimodal.media.internal.container.BuiltInContainer}.
 */
@Internal
package io.multimodal.media.internal.container;

import io.multimodal.annotation.Internal;
