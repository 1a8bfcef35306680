// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The same values for Kryo 5.6, for jobs that force it. Start at {@link
 * io.multimodal.serializers.MultimodalSerializers#register}, which registers them.
 */
@Internal
package io.multimodal.serializers.kryo;

import io.multimodal.annotation.Internal;
