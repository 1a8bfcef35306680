// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Names of shards: what Flink's {@code filesystem} connector wrote as {@code part-…} gets the names
 * that training programs expect, and an index beside it. Start at {@link
 * io.multimodal.formats.shards.NamedShards}. No parameter or result is null.
 *
 * <pre>{@code
 * 'sink.partition-commit.policy.kind' = 'custom',
 * 'sink.partition-commit.policy.class' = 'io.multimodal.formats.webdataset.WebDatasetShards'
 * }</pre>
 */
@Internal
package io.multimodal.formats.shards;

import io.multimodal.annotation.Internal;
