// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

/**
 * Files that a writer has staged and the committer publishes: what passes between them and lies in
 * checkpoints.
 *
 * @param root of the target, as the table names it
 * @param id of the list, unique
 * @param reference in its binary form, to the object that names the files; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record StagedList(String root, String id, byte[] reference) {}
