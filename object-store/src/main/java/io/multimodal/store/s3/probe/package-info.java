// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Finds out which promises of S3 a server keeps, by a few small requests. Start at {@link
 * io.multimodal.store.s3.probe.BucketProbe}.
 */
package io.multimodal.store.s3.probe;
