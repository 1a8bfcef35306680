// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The SQL functions over media and the Flink module {@code multimodal} that offers them:
 *
 * <pre>{@code
 * LOAD MODULE multimodal;
 * SELECT IMAGE_CROP(img, 0, 0, 100, 100) FROM photos;
 * }</pre>
 *
 * <p>Start at {@link io.multimodal.functions.MultimodalModule}. Functions that change media are
 * lazy: they append to the reference's program and read nothing.
 */
package io.multimodal.functions;
