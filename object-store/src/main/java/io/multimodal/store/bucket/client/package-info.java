// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What a store needs of a bucket, made from any {@link io.multimodal.store.bucket.spi.BlobClient}:
 * {@link io.multimodal.store.bucket.client.ClientBucket} adds retries, time-outs, limits, checks of
 * what was written, and typed errors.
 */
@Internal
package io.multimodal.store.bucket.client;

import io.multimodal.annotation.Internal;
