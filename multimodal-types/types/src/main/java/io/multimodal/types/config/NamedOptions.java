// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.config;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/**
 * Options that come once for each name: {@code <option>.<name>.<last>}.
 *
 * @param last the last part of their keys
 * @param what what one of them configures, for messages
 */
record NamedOptions(ConfigOption<Map<String, String>> option, String last, String what) {
    /** The values by name, from all layers of the configuration. */
    Map<String, String> read(ReadableConfig config) {
        String prefix = option.key() + ".";
        Map<String, String> values = new TreeMap<>();
        config.getOptional(option)
                .ifPresent(
                        map -> map.forEach((key, value) -> values.put(name(prefix + key), value)));
        config.toMap()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith(prefix)) {
                                values.put(name(key), value);
                            }
                        });
        return values;
    }

    /** The key of the option with this name. */
    String key(String name) {
        return option.key() + "." + name + "." + last;
    }

    private String name(String key) {
        int start = option.key().length() + 1;
        String suffix = "." + last;
        String name =
                key.endsWith(suffix)
                        ? key.substring(start, Math.max(start, key.length() - suffix.length()))
                        : "";
        if (!name.matches("[A-Za-z0-9_-]+")) {
            throw new ValidationException(
                    "The option '%s' is unknown; %s is configured with '%s', whose name has letters, digits, '_' and '-'"
                            .formatted(key, what, key("<name>")));
        }
        return name;
    }
}
