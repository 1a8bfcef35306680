// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Suites for the authors of store backends and external sources, published in the {@code tests} jar
 * of this module. A test class extends {@link io.multimodal.store.testkit.BucketContract} and says
 * how to make a client; {@link io.multimodal.store.testkit.BucketStoreContract} checks the whole
 * store above it. That of an external source is {@link
 * io.multimodal.store.testkit.ExternalSourceContract}.
 */
package io.multimodal.store.testkit;
