// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What an index consists of: segments, which never change, and numbered manifests that name them.
 * Start at {@link io.multimodal.vectors.index.IndexManifests}.
 */
@Internal
package io.multimodal.vectors.index;

import io.multimodal.annotation.Internal;
