// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The connector {@code lance}: tables of Lance, of which binary columns are media, read and written
 * by the Java library of Lance. Start at {@link io.multimodal.lance.LanceTableFactory}. No
 * parameter or result is null unless its docstring says so.
 *
 * <pre>{@code
 * CREATE TABLE photos (id BIGINT, image IMAGE, embedding ARRAY<FLOAT>)
 * WITH ('connector' = 'lance', 'path' = '/data/photos.lance');
 * }</pre>
 */
@Internal
package io.multimodal.lance;

import io.multimodal.annotation.Internal;
