// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog;

import io.multimodal.models.ModelVersions;
import io.multimodal.models.spi.ModelException;
import io.multimodal.store.StoreConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.catalog.exceptions.CatalogException;

/** What becomes of the file of a model that a statement creates. */
enum ModelFilePolicy {
    /** The option {@code path} is kept as it is; the file may change. */
    IN_PLACE("in-place") {
        @Override
        Map<String, String> registered(
                String model, Map<String, String> options, StoreConfig stores) {
            return options;
        }
    },

    /** The digest of the file is kept with the path. */
    PIN("pin") {
        @Override
        Map<String, String> registered(
                String model, Map<String, String> options, StoreConfig stores)
                throws ModelException {
            return ModelVersions.pinned(model, options, stores);
        }
    },

    /** The file is put into the default store, and the path becomes its reference. */
    STORE("store") {
        @Override
        Map<String, String> registered(
                String model, Map<String, String> options, StoreConfig stores)
                throws ModelException {
            return ModelVersions.stored(model, options, stores);
        }
    };

    private static final String DIGEST = "digest";

    private final String word;

    ModelFilePolicy(String word) {
        this.word = word;
    }

    /** The word as the option spells it; Flink parses and prints enum options by it. */
    @Override
    public String toString() {
        return word;
    }

    abstract Map<String, String> registered(
            String model, Map<String, String> options, StoreConfig stores) throws ModelException;

    /**
     * The options of a model as the catalog keeps them. Blocks while the file is read. Another path
     * is another version, so what was written down of the former file is left out; the file of the
     * same path is read again only if {@code digest} was reset.
     *
     * @param before the options before the statement; empty if the model is new
     * @throws CatalogException if the file cannot be read or stored, or is another one than the
     *     option {@code digest} names; without a cause, because clients print the innermost message
     */
    Map<String, String> kept(
            String model,
            Optional<Map<String, String>> before,
            Map<String, String> options,
            ReadableConfig session) {
        Map<String, String> after = new HashMap<>(options);
        boolean samePath = before.isPresent() && isSame("path", before.get(), after);
        if (this == IN_PLACE || (samePath && after.containsKey(DIGEST))) {
            return after;
        }
        if (before.isPresent() && !samePath) {
            for (String written : List.of(DIGEST, ModelVersions.SOURCE)) {
                if (isSame(written, before.get(), after)) {
                    after.remove(written);
                }
            }
        }
        try {
            return registered(model, after, MultimodalOptions.resolve(session).store());
        } catch (ModelException e) {
            throw new CatalogException(
                    "Cannot keep the model %s: %s".formatted(model, e.getMessage()));
        }
    }

    private static boolean isSame(
            String option, Map<String, String> before, Map<String, String> after) {
        return Objects.equals(before.get(option), after.get(option));
    }
}
