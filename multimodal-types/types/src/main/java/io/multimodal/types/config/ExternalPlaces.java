// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.config;

import io.multimodal.store.error.RefusedException;
import io.multimodal.store.external.ExternalPrefix;
import java.util.Map;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/** The prefixes under which objects outside the stores may be read. */
final class ExternalPlaces {
    private static final NamedOptions OPTIONS =
            new NamedOptions(MultimodalOptions.EXTERNAL, "prefix", "a place of external objects");

    private ExternalPlaces() {}

    /** By name, from all layers of the configuration; checked, and nothing is opened. */
    static Map<String, String> read(ReadableConfig config) {
        Map<String, String> prefixes = OPTIONS.read(config);
        prefixes.forEach(
                (name, prefix) -> {
                    try {
                        ExternalPrefix.parse(prefix);
                    } catch (RefusedException e) {
                        // The message leaves the value out, which may hold a credential.
                        ValidationException refusal =
                                new ValidationException(
                                        "The option '"
                                                + OPTIONS.key(name)
                                                + "' is not a prefix: "
                                                + e.getMessage());
                        // Not as its cause: Flink's SQL client shows the root of all causes alone.
                        refusal.setStackTrace(e.getStackTrace());
                        throw refusal;
                    }
                });
        return prefixes;
    }
}
