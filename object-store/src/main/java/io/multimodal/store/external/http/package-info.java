// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Objects of web servers, read by ranges. Start at {@link
 * io.multimodal.store.external.http.HttpSource}. No parameter or result is null unless its
 * docstring says so.
 */
package io.multimodal.store.external.http;
