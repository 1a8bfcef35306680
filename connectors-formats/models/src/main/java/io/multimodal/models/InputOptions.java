// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.spi.ModelColumn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/** The options {@code input.<column>}, which share their prefix with other options of inputs. */
final class InputOptions {
    /** What their keys begin with. */
    static final String PREFIX = OnnxModelOptions.INPUT.key() + ".";

    private InputOptions() {}

    /**
     * Copies those that name an input of the model.
     *
     * @param known all other options
     * @throws ValidationException if one names neither an option nor a column
     */
    static void copy(
            ReadableConfig from,
            Configuration to,
            Set<ConfigOption<?>> known,
            List<ModelColumn> columns) {
        Set<String> names =
                known.stream()
                        .map(ConfigOption::key)
                        .collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> given = from.getOptional(OnnxModelOptions.INPUT).orElse(Map.of());
        for (Map.Entry<String, String> option : given.entrySet()) {
            String key = PREFIX + option.getKey();
            if (names.contains(key)) {
                continue;
            }
            if (columns.stream().noneMatch(column -> column.name().equals(option.getKey()))) {
                throw new ValidationException(
                        "There is no option '%s': behind '%s' stands a column of INPUT, which are %s, or one of %s"
                                .formatted(
                                        key,
                                        PREFIX,
                                        columns,
                                        names.stream()
                                                .filter(name -> name.startsWith(PREFIX))
                                                .map(name -> name.substring(PREFIX.length()))
                                                .toList()));
            }
            to.setString(key, option.getValue());
        }
    }
}
