// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The format {@code tfrecord}: files of {@code tf.train.Example} messages with checksums, read and
 * written. A column is a feature of its name. Start at {@link
 * io.multimodal.formats.tfrecord.TfRecordFormatFactory}. No parameter or result is null unless its
 * docstring says so.
 *
 * <pre>{@code
 * CREATE TABLE train (image IMAGE, label BIGINT, weights ARRAY<FLOAT>)
 * WITH ('connector' = 'filesystem', 'path' = '/data/train', 'format' = 'tfrecord');
 * }</pre>
 */
@Internal
package io.multimodal.formats.tfrecord;

import io.multimodal.annotation.Internal;
