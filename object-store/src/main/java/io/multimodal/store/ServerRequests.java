// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;

/**
 * How many requests an open store has sent to its server, repeated ones included, by the kinds that
 * servers bill.
 *
 * @param listings pages of listings
 * @param reads of objects, or of their attributes alone
 * @param writes of objects, or of parts of them
 * @param deletes of objects
 */
@Public
public record ServerRequests(long listings, long reads, long writes, long deletes) {}
