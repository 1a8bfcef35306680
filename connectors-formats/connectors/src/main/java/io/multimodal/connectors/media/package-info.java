// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The {@code media} connector: a folder of media files as a table of references. Its bytes are put
 * into the store once, while they are read; rows carry the reference and what the header says.
 * Files may stay where they are ({@code 'in-place' = 'true'}), and queries that ask for metadata
 * columns alone open none.
 *
 * <pre>{@code
 * CREATE TABLE photos (
 *   img  IMAGE,
 *   name STRING METADATA,
 *   size BIGINT METADATA
 * ) WITH ('connector' = 'media', 'path' = '/data/photos');
 * }</pre>
 *
 * <p>Start at {@link io.multimodal.connectors.media.table.MediaTableFactory} for SQL and at {@link
 * io.multimodal.connectors.media.MediaSource} for DataStream. The folder is read by {@link
 * io.multimodal.connectors.media.source.FolderSource}.
 */
package io.multimodal.connectors.media;
