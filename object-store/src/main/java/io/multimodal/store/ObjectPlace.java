// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;

/**
 * Where the bytes of an object lie as an object of a service, such as a bucket, and in which
 * version: what a client of the same service needs to have it copied without reading it. Holds no
 * credential. Immutable.
 *
 * @param service the service, with its address; a client copies from places of its own service
 * @param name of the object within the service, such as {@code bucket/key}; the service's clients
 *     agree on its form
 * @param sizeBytes the size of the object, in bytes
 * @param etag of the object, in quotes; the object is copied in this version alone
 */
@Public
public record ObjectPlace(String service, String name, long sizeBytes, String etag) {}
