// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Packs in a bucket: uploading, indexing, finding, merging and erasing small objects. Start at
 * {@link io.multimodal.store.bucket.pack.BucketPacks} for reading and at {@link
 * io.multimodal.store.bucket.pack.PackUploads} for writing.
 */
@Internal
package io.multimodal.store.bucket.pack;

import io.multimodal.annotation.Internal;
