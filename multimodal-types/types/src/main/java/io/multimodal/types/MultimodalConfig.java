// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.store.StoreConfig;
import io.multimodal.types.failure.OnError;
import java.io.Serializable;

/**
 * What the options say, resolved once at planning and shipped inside functions, sources, sinks and
 * models. Holds no secret.
 *
 * @param store where objects are and go
 * @param limits what media from outside may cost
 * @param onError what follows when a medium cannot be used
 * @see MultimodalOptions#resolve
 */
public record MultimodalConfig(StoreConfig store, Limits limits, OnError onError)
        implements Serializable {}
