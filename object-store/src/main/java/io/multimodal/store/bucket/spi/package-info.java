// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What the author of a store backend implements: {@link io.multimodal.store.bucket.spi.BlobClient},
 * a client of a service that keeps bytes under keys, and {@link
 * io.multimodal.store.bucket.spi.BucketProvider}, which opens it by the scheme of a URI. Everything
 * else is here already: retries, packs, verification, caches, erasure. {@code docs/extending.md}
 * shows each step; the suites of {@code io.multimodal.store.testkit} check a client.
 */
package io.multimodal.store.bucket.spi;
