// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * A store in a bucket, on top of any client that implements {@link
 * io.multimodal.store.bucket.spi.BlobClient}. This package names no vendor and no protocol. Start
 * at {@link io.multimodal.store.bucket.BucketStore}.
 */
@Internal
package io.multimodal.store.bucket;

import io.multimodal.annotation.Internal;
