// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The format {@code coco}: the JSON of COCO, in which images, their boxes and captions are lists of
 * one document. Each image is a row with its annotations, read and written. Start at {@link
 * io.multimodal.formats.coco.CocoFormat}. No parameter or result is null unless its docstring says
 * so.
 *
 * <pre>{@code
 * CREATE TABLE boxes (image STRING, annotations ARRAY<ROW<category STRING, bbox ARRAY<DOUBLE>>>)
 * WITH ('connector' = 'filesystem', 'path' = 'file:///data/instances.json', 'format' = 'coco');
 * }</pre>
 */
@Internal
package io.multimodal.formats.coco;

import io.multimodal.annotation.Internal;
