// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The small records and documents that a store keeps beside its objects. Start at {@link
 * io.multimodal.store.record.RecordStore} for what may be lost and computed again, and at {@link
 * io.multimodal.store.record.ControlDocuments} for what processes agree by. No parameter or result
 * is null unless its docstring says so.
 */
package io.multimodal.store.record;
