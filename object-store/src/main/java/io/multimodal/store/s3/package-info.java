// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Stores and external objects in S3 buckets, by either of two clients. Start at {@link
 * io.multimodal.store.s3.S3BucketProvider}. The jars of a client are needed only if a URI names it.
 *
 * <pre>{@code
 * ObjectStore store = Stores.open(URI.create("s3://media/prefix?region=eu-central-1"));
 * }</pre>
 */
@Internal
package io.multimodal.store.s3;

import io.multimodal.annotation.Internal;
