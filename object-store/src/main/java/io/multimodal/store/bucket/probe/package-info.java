// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Finds out what a server does, by a few small requests, before anything relies on it. Start at
 * {@link io.multimodal.store.bucket.probe.BucketProbe}.
 */
@Internal
package io.multimodal.store.bucket.probe;

import io.multimodal.annotation.Internal;
