// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What a bucket store needs of a bucket. A client of another service implements {@link
 * io.multimodal.store.bucket.spi.Bucket} and gets the whole store on top of it.
 */
package io.multimodal.store.bucket.spi;
