// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Objects that lie outside every store and stay there: files, objects in foreign buckets, resources
 * of web servers. Each is read only under a configured prefix, and only while it is what it was
 * when it was referenced. Start at {@link io.multimodal.store.external.ExternalObjects}; who adds a
 * scheme starts at {@link io.multimodal.store.external.ExternalProvider}.
 *
 * <pre>{@code
 * try (ExternalObjects objects = ExternalObjects.under(List.of("https://example.org/media/"))) {
 *     ExternalRef ref = objects.refer("https://example.org/media/cat.jpg");
 *     byte[] head = objects.open(ref).read(0, 1024);
 * }
 * }</pre>
 *
 * <p>No parameter or result is null unless its docstring says so.
 */
package io.multimodal.store.external;
