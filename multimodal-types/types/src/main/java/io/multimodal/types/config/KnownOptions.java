// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.config;

import io.multimodal.annotation.Public;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/**
 * Refuses unknown options that begin with {@code multimodal.}, so that a misspelt option is
 * noticed. Thread-safe.
 */
@Public
public final class KnownOptions {
    private static final String PREFIX = "multimodal.";

    /** Of single options the keys; of those with a name in it their beginnings, with a dot. */
    private static final List<String> KEYS = keys();

    private KnownOptions() {}

    /**
     * Checks all keys of a configuration.
     *
     * @throws ValidationException that names the unknown key and the nearest known one
     */
    static void check(ReadableConfig config) {
        config.toMap().keySet().forEach(KnownOptions::check);
    }

    /**
     * Checks one key; keys with another beginning pass.
     *
     * @throws ValidationException that names the unknown key and the nearest known one
     */
    public static void check(String key) {
        if (key.startsWith(PREFIX) && KEYS.stream().noneMatch(known -> isA(key, known))) {
            String nearest = NearestName.nearest(key, KEYS).orElseThrow();
            throw new ValidationException(
                    "There is no option '%s'; the nearest is '%s'"
                            .formatted(
                                    key, nearest.endsWith(".") ? nearest + "<name>.…" : nearest));
        }
    }

    private static boolean isA(String key, String known) {
        return known.endsWith(".") ? key.startsWith(known) : key.equals(known);
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (Field field : MultimodalOptions.class.getFields()) {
            try {
                if (field.get(null) instanceof ConfigOption<?> option) {
                    boolean named =
                            option.equals(MultimodalOptions.STORES)
                                    || option.equals(MultimodalOptions.EXTERNAL);
                    keys.add(named ? option.key() + "." : option.key());
                    if (named) {
                        keys.add(option.key());
                    }
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("Public fields are accessible", e);
            }
        }
        return List.copyOf(keys);
    }
}
