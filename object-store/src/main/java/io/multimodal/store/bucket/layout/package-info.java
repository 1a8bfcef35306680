// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Where things lie in a bucket: names of keys, epochs and packs. Start at {@link
 * io.multimodal.store.bucket.layout.BucketLayout}.
 */
@Internal
package io.multimodal.store.bucket.layout;

import io.multimodal.annotation.Internal;
