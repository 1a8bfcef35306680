// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where objects go, resolved once at planning and shipped inside functions, sources, sinks and
 * models. Holds no secret: credentials are found on the machine that reads, by the usual provider
 * chains.
 *
 * @param stores the URI of each store, by its configured name; at least the default one
 * @param defaultStore the name of the store that new objects go to
 * @param cache what each process may keep of the objects that it reads
 */
public record StoreConfig(Map<String, String> stores, String defaultStore, CacheConfig cache)
        implements Serializable {
    /** A folder's URI ends in a slash once the folder is there; it is the same store. */
    private static final Pattern TRAILING_SLASHES = Pattern.compile("(?<=[^/:])/+$");

    public StoreConfig {
        Map<String, String> normalised = new TreeMap<>();
        stores.forEach(
                (name, uri) -> normalised.put(name, TRAILING_SLASHES.matcher(uri).replaceAll("")));
        stores = Map.copyOf(normalised);
        if (!stores.containsKey(defaultStore)) {
            throw new IllegalArgumentException(
                    "The store '"
                            + defaultStore
                            + "' is not configured; configured are "
                            + new TreeMap<>(stores).keySet());
        }
    }

    /** One store under the name {@code default}, with the default cache in memory. */
    public static StoreConfig of(String uri) {
        return new StoreConfig(
                Map.of("default", uri),
                "default",
                CacheConfig.memory(CacheConfig.DEFAULT_MEMORY_BYTES));
    }
}
