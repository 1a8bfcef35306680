// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The stores of a job, resolved once at planning and serialized with functions, sources, sinks and
 * models. Holds no secret: credentials are found on the machine that reads, by the usual provider
 * chains.
 *
 * @param stores the URI of each store, by its configured name; at least the default one
 * @param defaultStore the name of the store that new objects go to
 * @param cache the sizes of the caches of each process
 * @param externals the prefixes under which external objects may be read, by configured name: as
 *     {@code io.multimodal.store.external.ExternalPrefix} reads them
 * @param signatures whether references are signed on output and verified on input
 */
@Public
public record StoreConfig(
        Map<String, String> stores,
        String defaultStore,
        CacheConfig cache,
        Map<String, String> externals,
        Signatures signatures)
        implements Serializable {
    /** A folder's URI ends in a slash once the folder is there; it is the same store. */
    private static final Pattern TRAILING_SLASHES = Pattern.compile("(?<=[^/:])/+$");

    public StoreConfig {
        Map<String, String> normalised = new TreeMap<>();
        stores.forEach(
                (name, uri) -> normalised.put(name, TRAILING_SLASHES.matcher(uri).replaceAll("")));
        stores = Map.copyOf(normalised);
        externals = Map.copyOf(externals);
        if (!stores.containsKey(defaultStore)) {
            throw new IllegalArgumentException(
                    "The store '"
                            + defaultStore
                            + "' is not configured; configured are "
                            + new TreeMap<>(stores).keySet());
        }
    }

    /** A configuration of stores alone, without external objects and signatures. */
    public StoreConfig(Map<String, String> stores, String defaultStore, CacheConfig cache) {
        this(stores, defaultStore, cache, Map.of(), Signatures.NONE);
    }

    /** One store under the name {@code default}, with the default cache. */
    public static StoreConfig of(String uri) {
        return new StoreConfig(
                Map.of("default", uri), "default", CacheConfig.memory(CacheConfig.BY_HEAP));
    }

    /** The same configuration with these prefixes of external objects, by name. */
    public StoreConfig withExternals(Map<String, String> prefixes) {
        return new StoreConfig(stores, defaultStore, cache, prefixes, signatures);
    }

    /** The same configuration with other signatures. */
    public StoreConfig withSignatures(Signatures other) {
        return new StoreConfig(stores, defaultStore, cache, externals, other);
    }

    /**
     * Whether references are signed on output and verified on input.
     *
     * @param keyFile the path of the file of keys, on each machine that reads or writes references;
     *     empty for no signatures
     * @param required whether an unsigned reference is refused on input
     */
    public record Signatures(String keyFile, boolean required) implements Serializable {
        /** References are neither signed nor verified. */
        public static final Signatures NONE = new Signatures("", false);

        public Signatures {
            if (required && keyFile.isEmpty()) {
                throw new IllegalArgumentException(
                        "Signatures are required, but no file of keys to verify them is named");
            }
        }

        /** References are signed with the keys in this file, and unsigned ones are refused. */
        public static Signatures required(String keyFile) {
            return new Signatures(keyFile, true);
        }
    }
}
