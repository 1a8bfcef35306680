// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.spi.ModelTaskFactory;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.store.spi.Extensions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.api.ValidationException;

/** The tasks that the current thread's context class loader sees, the built-in ones first. */
public final class Tasks {
    private Tasks() {}

    /** The options of all tasks. */
    public static Set<ConfigOption<?>> options() {
        Set<ConfigOption<?>> options = new HashSet<>();
        all().values().forEach(factory -> options.addAll(factory.options()));
        return options;
    }

    /**
     * The task of a name.
     *
     * @throws ValidationException if there is none; it lists those that there are
     */
    public static ModelTaskFactory named(String name) {
        Map<String, ModelTaskFactory> all = all();
        ModelTaskFactory factory = all.get(name);
        if (factory == null) {
            throw new ValidationException(
                    "The option 'task' is %s, not '%s'".formatted(list(all.keySet()), name));
        }
        return factory;
    }

    /** The task that the options name, for a model. */
    public static PlannedTask plan(TaskContext context) {
        return named(context.options().get(RuntimeOptions.TASK)).plan(context);
    }

    private static Map<String, ModelTaskFactory> all() {
        Map<String, ModelTaskFactory> all = new LinkedHashMap<>();
        for (ModelTaskFactory factory : Extensions.of(ModelTaskFactory.class)) {
            ModelTaskFactory other = all.putIfAbsent(factory.name(), factory);
            if (other != null) {
                throw new ValidationException(
                        "Two classes make the task '%s': %s and %s. Rename one of them, or remove its jar"
                                .formatted(
                                        factory.name(),
                                        other.getClass().getName(),
                                        factory.getClass().getName()));
            }
        }
        return all;
    }

    private static String list(Set<String> names) {
        List<String> quoted = names.stream().map(name -> "'" + name + "'").toList();
        int last = quoted.size() - 1;
        return last < 1
                ? String.join("", quoted)
                : String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
    }
}
