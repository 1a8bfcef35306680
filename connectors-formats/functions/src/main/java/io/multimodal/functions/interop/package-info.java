// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * References as other systems write them, in SQL, over {@link io.multimodal.types.interop}. Start
 * at {@link io.multimodal.functions.interop.InteropSpecs}.
 *
 * <pre>{@code
 * SELECT AS_IMAGE(FROM_PAIMON_BLOB(image)) FROM paimon_table;
 * }</pre>
 */
@Internal
package io.multimodal.functions.interop;

import io.multimodal.annotation.Internal;
