// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.runtime.RuntimeOptions;
import io.multimodal.models.spi.InferenceProvider;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/** The options that are passed on to a GPU under the names that it gives them. */
final class DeviceOptions {
    /** What their keys begin with. */
    static final String PREFIX = RuntimeOptions.CUDA.key() + ".";

    private DeviceOptions() {}

    /**
     * Checks their names.
     *
     * @throws ValidationException if the provider knows no such option
     */
    static void check(ReadableConfig options, InferenceProvider provider) {
        Set<String> known = new TreeSet<>(provider.deviceOptions());
        for (String name : options.getOptional(RuntimeOptions.CUDA).orElse(Map.of()).keySet()) {
            if (!known.contains(name)) {
                throw new ValidationException(
                        known.isEmpty()
                                ? "The provider passes no options on to a GPU, but '%s' is set"
                                        .formatted(PREFIX + name)
                                : "There is no option '%s'; behind '%s' stands one of %s"
                                        .formatted(PREFIX + name, PREFIX, known));
            }
        }
    }
}
