// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Fetches whole resources of the web, many at once. Start at {@link
 * io.multimodal.store.web.WebFetcher}. No parameter or result is null unless its docstring says so.
 *
 * <pre>{@code
 * WebFetcher web = new WebFetcher(WebLimits.DEFAULT, ExternalPrefixes.parse(List.of("https://*" + "/")));
 * try (WebResponse response = web.fetch("https://example.org/a.jpg", WebVersion.UNKNOWN).join()) {
 *     store.put(Payload.of(response.content().read(0, (int) response.content().sizeBytes())));
 * }
 * }</pre>
 */
@Internal
package io.multimodal.store.web;

import io.multimodal.annotation.Internal;
