// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import java.util.Map;

/**
 * A sample of a shard.
 *
 * @param key folder and name of its members up to the first dot of the name
 * @param members by suffix, in lower case: what follows that dot; in the archive's order
 * @param begin where its first header begins, in bytes from the beginning of the shard
 * @param end where the next sample begins, in bytes from the beginning of the shard
 * @param fault why the sample cannot be used; null if it can
 */
record TarSample(String key, Map<String, TarMember> members, long begin, long end, String fault) {}
