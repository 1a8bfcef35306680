// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/** Headers of Matroska and WebM files. */
@Internal
package io.multimodal.media.internal.container.matroska;

import io.multimodal.annotation.Internal;
