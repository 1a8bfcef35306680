// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * A store in an S3 bucket, by either of two clients; their jars are needed only here. Start at
 * {@link io.multimodal.store.s3.BucketStore}.
 *
 * <pre>{@code
 * ObjectStore store = Stores.open(URI.create("s3://media/prefix?region=eu-central-1"));
 * }</pre>
 */
package io.multimodal.store.s3;
