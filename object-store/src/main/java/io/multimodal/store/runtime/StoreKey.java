// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import io.multimodal.annotation.Internal;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.external.ExternalSchemes;

/**
 * What users of a configuration have in common who share its stores, and all that is built on them:
 * the configuration, and the classes of the backends and external sources that it names. Extensions
 * that it does not name make no difference. Compared by value; immutable.
 *
 * @param config the stores and the prefixes of external objects
 * @param backends the class loader that the backends come from
 * @param schemes who reads the external objects
 */
@Internal
public record StoreKey(StoreConfig config, ClassLoader backends, ExternalSchemes schemes) {
    /** The key of a configuration, with the extensions that are found for this thread. */
    public static StoreKey of(StoreConfig config) {
        return new StoreKey(
                config,
                BackendLoader.of(config),
                ExternalSchemes.find(config.externals().values()));
    }
}
