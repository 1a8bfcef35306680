// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The {@code media} connector of SQL: options, metadata columns, push-down. Start at {@link
 * io.multimodal.connectors.media.table.MediaTableFactory}.
 */
package io.multimodal.connectors.media.table;
