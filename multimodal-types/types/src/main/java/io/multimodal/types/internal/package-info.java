// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Bytes of this module's small formats: {@link io.multimodal.types.internal.ByteReader} and {@link
 * io.multimodal.types.internal.ByteWriter}. Nobody outside imports this package.
 */
@Internal
package io.multimodal.types.internal;

import io.multimodal.annotation.Internal;
