// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * How implementations from a third party's jar are found: start at {@link
 * io.multimodal.store.spi.Extensions}. {@link io.multimodal.store.spi.StoreProvider} opens whole
 * stores of a URI scheme; other interfaces that a third party implements lie with what uses them,
 * for example {@link io.multimodal.store.bucket.spi.BlobClient}.
 */
package io.multimodal.store.spi;
