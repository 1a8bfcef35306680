// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The format {@code mds}: shards of training samples as the Python package {@code
 * mosaicml-streaming} has them, read and written. Start at {@link
 * io.multimodal.formats.mds.MdsFormatFactory}. No parameter or result is null unless its docstring
 * says so.
 *
 * <pre>{@code
 * CREATE TABLE train (image IMAGE, label INT)
 * WITH ('connector' = 'filesystem', 'path' = '/data/train', 'format' = 'mds');
 * }</pre>
 */
@Internal
package io.multimodal.formats.mds;

import io.multimodal.annotation.Internal;
