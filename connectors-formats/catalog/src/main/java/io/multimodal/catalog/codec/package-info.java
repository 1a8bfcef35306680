// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Entries of a catalog as maps of properties, as Flink's own utilities write them, but with types
 * as SQL writes them: {@code IMAGE}, {@code TENSOR('float32', 3, 224, 224)}.
 */
@Internal
package io.multimodal.catalog.codec;

import io.multimodal.annotation.Internal;
