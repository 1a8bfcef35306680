// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What {@code bin/sql} adds to Flink's own SQL client: a cluster inside its process that outlives
 * the jobs ({@link io.multimodal.sqlshell.EmbeddedCluster}), found by service files for {@code
 * execution.target: embedded}.
 */
package io.multimodal.sqlshell;
