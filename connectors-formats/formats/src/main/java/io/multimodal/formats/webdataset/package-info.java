// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The format {@code webdataset}: tar archives of training samples, read and written. A sample is a
 * run of adjacent members of one key; a column is a member of the sample, found by its suffix.
 * Start at {@link io.multimodal.formats.webdataset.WebDatasetFormatFactory}. No parameter or result
 * is null unless its docstring says so.
 *
 * <pre>{@code
 * CREATE TABLE samples (__key__ STRING, jpg IMAGE, cls INT)
 * WITH ('connector' = 'filesystem', 'path' = '/data/shards', 'format' = 'webdataset');
 * }</pre>
 */
@Internal
package io.multimodal.formats.webdataset;

import io.multimodal.annotation.Internal;
