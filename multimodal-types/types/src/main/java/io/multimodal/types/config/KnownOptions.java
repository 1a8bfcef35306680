// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.config;

import io.multimodal.annotation.Public;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
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
            String nearest =
                    KEYS.stream()
                            .min(Comparator.comparingInt(known -> distance(key, known)))
                            .orElseThrow();
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

    /** How many characters have to be put in, left out or changed. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
