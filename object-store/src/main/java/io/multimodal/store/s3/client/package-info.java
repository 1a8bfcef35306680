// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What both S3 clients share: requests, time-outs, retries, checksums, error messages. Start at
 * {@link io.multimodal.store.s3.client.S3Client}, which implements the client of {@code
 * store.bucket.spi} on {@link io.multimodal.store.s3.client.S3Requests}.
 */
@Internal
package io.multimodal.store.s3.client;

import io.multimodal.annotation.Internal;
